import type { Room } from '~/protocol/types';
import { Dialog } from '~/ui/Dialog';
import { shownRoomName } from '~/ui/room-name';

type Props = { readonly room: Room; readonly onClose: () => void };

/** The whole of what the header has too little room for. */
export function AboutRoomDialog({ room, onClose }: Props) {
  return (
    <Dialog title="About this room" onClose={onClose} isText>
      <p className="text-lg font-semibold [overflow-wrap:anywhere]">
        <bdi>{shownRoomName(room.name)}</bdi>
      </p>
      {room.description && (
        <p dir="auto" className="mt-2 [overflow-wrap:anywhere]">
          {room.description}
        </p>
      )}
      <p className="mt-2 text-sm text-muted">
        {room.kind === 'private' ? 'Private room' : 'Public room'}, {room.member_count === 1 ? '1 member' : `${room.member_count} members`}
      </p>
    </Dialog>
  );
}
