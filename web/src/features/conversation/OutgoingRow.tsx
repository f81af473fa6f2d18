import { Button } from '~/ui/Button';
import type { Outgoing } from '~/realtime/outbox';
import { useChatLink } from '~/realtime/ChatLinkProvider';
import { RichText } from './RichText';

type Props = { readonly sent: Outgoing; /** Takes the text back into the field. */ readonly onEdit: (text: string) => void };

/** A message that the server has not acknowledged, or has refused. */
export function OutgoingRow({ sent, onEdit }: Props) {
  return (
    <li className="px-3 py-1 ps-15 md:px-5 md:ps-17" aria-busy={sent.error === null}>
      <p className="break-words whitespace-pre-wrap text-muted">
        <RichText text={sent.content} />
      </p>
      {sent.error === null ? (
        <p className="animate-late text-xs text-muted">Sending…</p>
      ) : (
        <Refused sent={sent} error={sent.error} onEdit={onEdit} />
      )}
    </li>
  );
}

function Refused({ sent, error, onEdit }: Props & { readonly error: string }) {
  const link = useChatLink();
  const takeBack = () => {
    link.discard(sent.clientId);
    onEdit(sent.content);
  };
  return (
    <div className="mt-1 flex flex-wrap items-center gap-2 rounded-lg bg-danger-soft px-3 py-1.5 text-sm">
      <p role="alert" className="text-danger">
        Not sent. {error}
      </p>
      <Button look="plain" isSlim onClick={() => link.retry(sent.clientId)}>
        Retry
      </Button>
      <Button look="plain" isSlim onClick={takeBack}>
        Edit
      </Button>
    </div>
  );
}
