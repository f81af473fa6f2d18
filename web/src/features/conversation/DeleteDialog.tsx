import { sentenceFor } from '~/protocol/problem';
import type { Message } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { ErrorNotice } from '~/ui/Notice';
import { useDeleteMessage } from './use-delete-message';

type Props = { readonly message: Message; readonly onClose: () => void };

/** Asks before a message is deleted. */
export function DeleteDialog({ message, onClose }: Props) {
  const { mutate, error, isPending } = useDeleteMessage(message, onClose);
  return (
    <Dialog title="Delete this message?" onClose={onClose}>
      <div className="flex flex-col gap-4">
        <blockquote className="max-h-40 overflow-y-auto border-s-2 border-line ps-3">
          <bdi className="text-sm font-semibold">{message.username}</bdi>
          <p dir="auto" className="wrap-anywhere whitespace-pre-wrap">
            {message.content}
          </p>
        </blockquote>
        <p className="text-sm text-muted">It goes for everybody, and can&apos;t be brought back.</p>
        <ErrorNotice>{error && sentenceFor(error)}</ErrorNotice>
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            Keep it
          </Button>
          <Button look="danger" disabled={isPending} onClick={() => mutate()}>
            Delete
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
