import { sentenceFor, waitUntil } from '~/protocol/problem';
import type { Room, RoomMember } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { ErrorNotice } from '~/ui/Notice';
import { useRemoveMember } from './use-remove-member';

type Props = { readonly room: Room; readonly member: RoomMember; readonly onClose: () => void };

/** Asks before somebody is taken out. */
export function RemoveMemberDialog({ room, member, onClose }: Props) {
  const { mutate, error, isPending } = useRemoveMember(room.id, onClose);
  return (
    <Dialog title={`Remove ${member.username}?`} onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p>{room.kind === 'private' ? 'They can come back only if a member adds them.' : 'They may join again, as the room is public.'}</p>
        <ErrorNotice until={waitUntil(error)}>{error && sentenceFor(error)}</ErrorNotice>
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onClose}>
            Keep
          </Button>
          <Button look="danger" disabled={isPending} onClick={() => mutate(member.id)}>
            Remove
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
