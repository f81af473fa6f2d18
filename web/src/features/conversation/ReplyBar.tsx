import type { Message } from '~/protocol/types';
import { IconButton } from '~/ui/Button';
import { CloseIcon } from '~/ui/icons';
import { ReplyIcon } from '~/ui/message-icons';
import { useQuote } from './use-quote';

type Props = { readonly roomId: number; readonly messageId: number; readonly known: Message | undefined; readonly onCancel: () => void };

/** Above the field: which message will be answered. */
export function ReplyBar({ roomId, messageId, known, onCancel }: Props) {
  const { message, excerpt } = useQuote(roomId, messageId, known);
  return (
    <div className="mb-1 flex items-center gap-2 rounded-xl bg-hover ps-3 text-sm">
      <ReplyIcon />
      <p className="min-w-0 flex-1 truncate">
        Answering <bdi className="font-semibold">{message?.username ?? 'a message'}</bdi>
        <span className="text-muted">
          : <bdi>{excerpt}</bdi>
        </span>
      </p>
      <IconButton label="Do not answer this message" onClick={onCancel}>
        <CloseIcon />
      </IconButton>
    </div>
  );
}
