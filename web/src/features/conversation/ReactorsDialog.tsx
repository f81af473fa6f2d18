import { sentenceFor } from '~/protocol/problem';
import type { Message, Reactors } from '~/protocol/types';
import { Dialog } from '~/ui/Dialog';
import { ErrorNotice, Waiting } from '~/ui/Notice';
import { useActions } from './actions';
import { reactorNames } from './reactor-names';
import { useReactors } from './use-reactors';

type Props = { readonly message: Message; readonly onClose: () => void };

/** Who reacted to a message, by name. */
export function ReactorsDialog({ message, onClose }: Props) {
  const { data, error } = useReactors(message, true);
  return (
    <Dialog title="Who reacted" onClose={onClose} isText>
      <ErrorNotice>{error && sentenceFor(error)}</ErrorNotice>
      {data === undefined && error === null && <Waiting label="Asking who reacted…" />}
      {data?.length === 0 && <p className="text-muted">Nobody any more.</p>}
      <ul className="flex flex-col gap-3">
        {data?.map((reactors) => (
          <Line key={reactors.emoji} reactors={reactors} />
        ))}
      </ul>
    </Dialog>
  );
}

function Line({ reactors }: { readonly reactors: Reactors }) {
  const { meId } = useActions();
  return (
    <li className="flex items-start gap-3">
      <span className="flex shrink-0 items-center gap-1.5">
        <span className="text-xl">{reactors.emoji}</span>
        <span className="text-sm tabular-nums text-muted">{reactors.count}</span>
      </span>
      <bdi className="min-w-0 pt-0.5 wrap-anywhere">{reactorNames(reactors, meId, reactors.users.length)}</bdi>
    </li>
  );
}
