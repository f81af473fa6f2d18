import { sentenceFor, waitUntil } from '~/protocol/problem';
import type { DiscoveredRoom } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { Name } from '~/ui/Name';
import { ErrorNotice } from '~/ui/Notice';
import { shownRoomName } from '~/ui/room-name';
import { useJoinRoom } from './use-join-room';

type Props = { readonly room: DiscoveredRoom; readonly onOpen: (roomId: number) => void };

/** One public room, with the way in. */
export function DiscoveredItem({ room, onOpen }: Props) {
  const { mutate, error, isPending } = useJoinRoom(room.id, onOpen);
  return (
    <li className="flex flex-col gap-2 py-3 first:pt-0 last:pb-0">
      <div className="flex items-center gap-3">
        <div className="min-w-0 flex-1">
          <p className="flex font-semibold">
            <Name>{shownRoomName(room.name)}</Name>
          </p>
          {room.description && <p dir="auto" className="line-clamp-3 text-sm [overflow-wrap:anywhere] text-muted">{room.description}</p>}
          <p className="text-xs text-muted">{room.member_count === 1 ? '1 member' : `${room.member_count} members`}</p>
        </div>
        {room.is_member ? (
          <Button look="quiet" aria-label={`Open ${shownRoomName(room.name)}`} onClick={() => onOpen(room.id)}>
            Open
          </Button>
        ) : (
          <Button aria-label={`Join ${shownRoomName(room.name)}`} disabled={isPending} onClick={() => mutate()}>
            Join
          </Button>
        )}
      </div>
      <ErrorNotice until={waitUntil(error)}>{error && sentenceFor(error)}</ErrorNotice>
    </li>
  );
}
