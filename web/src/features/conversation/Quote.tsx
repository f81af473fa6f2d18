import type { Message } from '~/protocol/types';
import { personText } from '~/ui/person-color';
import { useActions } from './actions';
import { useQuote } from './use-quote';

type Props = { readonly roomId: number; readonly messageId: number; readonly known: Message | undefined };

/** The message that is answered, in a line; leads to it. */
export function Quote({ roomId, messageId, known }: Props) {
  const { jumpTo } = useActions();
  const { message, isGone, excerpt } = useQuote(roomId, messageId, known);
  return (
    <button
      type="button"
      disabled={isGone}
      aria-label={`In answer to ${message === null ? 'a message' : `${message.username}: ${excerpt}`}`}
      onClick={() => jumpTo(messageId)}
      className="mb-0.5 flex h-6 w-full max-w-160 items-center gap-1.5 border-s-2 border-line ps-2 text-start text-sm text-muted enabled:hover:border-accent enabled:hover:text-ink"
    >
      {message !== null && <bdi className={`max-w-40 shrink-0 truncate font-semibold ${personText(message.user_id)}`}>{message.username}</bdi>}
      <bdi className="truncate">{excerpt}</bdi>
    </button>
  );
}
