import type { AdminRoom } from '~/protocol/types';
import { Dialog } from '~/ui/Dialog';
import { shownRoomName } from '~/ui/room-name';
import { Question } from './Question';
import { counted } from './figures';
import { useDeleteAnyRoom } from './use-delete-any-room';

type Props = { readonly room: AdminRoom; readonly onClose: () => void; readonly onDeleted: () => void };

/** Asks before a room is gone for everybody in it. */
export function DeleteAnyRoomDialog({ room, onClose, onDeleted }: Props) {
  const { error, isPending, mutate } = useDeleteAnyRoom(room.id, onDeleted);
  return (
    <Dialog title={`Delete ${shownRoomName(room.name)}?`} onClose={onClose}>
      <Question go="Delete room" error={error} isPending={isPending} onClose={onClose} onGo={() => mutate()}>
        The room goes for all of its {counted(room.member_count, 'member', 'members')}, and with it{' '}
        {counted(room.message_count, 'message', 'messages')}. That can't be undone.
      </Question>
    </Dialog>
  );
}
