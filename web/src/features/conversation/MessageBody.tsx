import { useState } from 'react';
import type { Message } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { Markdown } from '~/ui/markdown/Markdown';
import { useActions, useKnownPeople } from './actions';
import { fullTime } from './times';

type Props = { readonly message: Message; /** What is to be its text, while that is being saved. */ readonly saving?: string | undefined };

/** What a message says. */
export function MessageBody({ message, saving }: Props) {
  if (message.deleted_at) return <p className="text-muted italic">This message was deleted.</p>;
  return (
    <div className={`flex flex-wrap items-end gap-x-1.5 *:max-w-full ${saving === undefined ? '' : 'opacity-60'}`}>
      <div>
        <Text text={saving ?? message.content} />
      </div>
      {message.edited_at && (
        <span title={fullTime(message.edited_at)} className="text-xs leading-6 text-muted">
          (edited)
        </span>
      )}
    </div>
  );
}

/** So many lines are shown at once; a longer text is unfolded on demand. */
const MOST_LINES = 24;

/** Text that may be of any length and direction, and keeps within its place. */
export function Text({ text }: { readonly text: string }) {
  const { meName } = useActions();
  const known = useKnownPeople();
  const [isUnfolded, setIsUnfolded] = useState(false);
  const isLong = text.split('\n').length > MOST_LINES;
  const isFolded = isLong && !isUnfolded;
  return (
    <>
      <div className={isFolded ? 'max-h-72 overflow-hidden' : ''}>
        <Markdown text={text} meUsername={meName} known={known} />
      </div>
      {isLong && (
        <Button look="plain" isSlim aria-expanded={isUnfolded} onClick={() => setIsUnfolded(!isUnfolded)}>
          {isUnfolded ? 'Show less' : 'Show all of it'}
        </Button>
      )}
    </>
  );
}
