import { useState } from 'react';
import { sentenceFor, waitUntil } from '~/protocol/problem';
import type { Message } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { ErrorNotice, Waiting } from '~/ui/Notice';
import { useDebounced } from '~/ui/use-debounced';
import { FoundMessage } from './FoundMessage';
import { useSearch } from './use-search';

type Props = {
  readonly roomId: number;
  /** What a room is called; null for one that is not known here. */
  readonly nameOf: (roomId: number) => string | null;
  readonly onJump: (message: Message) => void;
  /** Escape was pressed. */
  readonly onClose: () => void;
};

type Scope = 'room' | 'everywhere';

const PAUSE_MS = 300;
const LONGEST = 200;

/** Finds messages by their words, here or in all rooms. */
export function SearchPanel({ roomId, nameOf, onJump, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const [scope, setScope] = useState<Scope>('room');
  const words = useDebounced(typed.trim(), PAUSE_MS);
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape is a short cut, not the only way
    <div className="flex min-h-0 flex-1 flex-col" onKeyDown={(event) => event.key === 'Escape' && (event.preventDefault(), onClose())}>
      <search className="flex flex-col gap-2 border-b border-line p-3">
        <input
          type="search"
          aria-label="Words to find"
          placeholder="Words to find"
          autoComplete="off"
          maxLength={LONGEST}
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- the panel was asked for, to type here
          autoFocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="min-h-11 w-full rounded-lg border border-edge bg-raised px-3 text-base"
        />
        <fieldset aria-label="Where" className="grid grid-cols-2 gap-1 rounded-lg bg-canvas p-1">
          <ScopeChoice scope="room" label="This room" chosen={scope} onChoose={setScope} />
          <ScopeChoice scope="everywhere" label="Everywhere" chosen={scope} onChoose={setScope} />
        </fieldset>
      </search>
      <div className="min-h-0 flex-1 overflow-y-auto">
        {words === '' ? (
          <p className="p-5 text-sm text-muted">Finds messages by their words, the newest first.</p>
        ) : (
          <Results roomId={scope === 'room' ? roomId : null} words={words} nameOf={nameOf} onJump={onJump} />
        )}
      </div>
    </div>
  );
}

type ChoiceProps = { readonly scope: Scope; readonly label: string; readonly chosen: Scope; readonly onChoose: (scope: Scope) => void };

function ScopeChoice({ scope, label, chosen, onChoose }: ChoiceProps) {
  return (
    <label className="flex min-h-9 items-center justify-center rounded-md text-sm font-semibold text-muted has-checked:bg-raised has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:min-h-11">
      <input type="radio" name="scope" className="sr-only" checked={scope === chosen} onChange={() => onChoose(scope)} />
      {label}
    </label>
  );
}

type ResultsProps = Pick<Props, 'nameOf' | 'onJump'> & { readonly roomId: number | null; readonly words: string };

function Results({ roomId, words, nameOf, onJump }: ResultsProps) {
  const { data, error, isPending, isPlaceholderData, isFetchNextPageError, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useSearch(roomId, words);
  if (isPending) return <Waiting label="Searching…" />;
  const found = data?.pages.flatMap((page) => page.messages) ?? [];
  return (
    <div className="flex flex-col gap-2 p-2" aria-busy={isPlaceholderData}>
      {data !== undefined && <output className="px-2 pt-1 text-sm text-muted">{tally(found.length, hasNextPage)}</output>}
      <ul aria-label="Found messages" className="flex flex-col gap-1">
        {found.map((message) => (
          <FoundMessage key={message.id} message={message} words={words} room={roomId === null ? nameOf(message.room_id) : null} onJump={onJump} />
        ))}
      </ul>
      {error !== null && (
        <>
          <ErrorNotice until={waitUntil(error)}>{sentenceFor(error)}</ErrorNotice>
          <Button look="quiet" onClick={() => void (isFetchNextPageError ? fetchNextPage() : refetch())}>
            Try again
          </Button>
        </>
      )}
      {hasNextPage && error === null && (
        <Button look="quiet" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? 'Loading…' : 'Load more'}
        </Button>
      )}
    </div>
  );
}

function tally(count: number, hasMore: boolean): string {
  if (count === 0) return 'Nothing found.';
  return `${count}${hasMore ? ' or more' : ''} ${count === 1 && !hasMore ? 'message' : 'messages'} found.`;
}
