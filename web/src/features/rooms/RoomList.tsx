import { NavLink } from 'react-router';
import { sentenceFor, waitUntil } from '~/protocol/problem';
import type { Room } from '~/protocol/types';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { Name } from '~/ui/Name';
import { ErrorNotice, Waiting } from '~/ui/Notice';
import { BellOffIcon } from '~/ui/icons';
import { shownRoomName } from '~/ui/room-name';
import { RoomIcon } from './RoomIcon';
import { unreadIn } from './unread';
import { useRooms } from './use-rooms';

type Props = {
  /** The room that is open and visible. */
  readonly lookedAt: number | null;
  /** Rooms that shall not draw attention. */
  readonly muted: ReadonlySet<number>;
};

export function RoomList({ lookedAt, muted }: Props) {
  const { data: rooms, error, refetch } = useRooms();
  if (rooms === undefined && error !== null) {
    return (
      <div className="flex flex-col gap-3 p-3">
        <ErrorNotice until={waitUntil(error)}>{sentenceFor(error)}</ErrorNotice>
        <Button look="quiet" onClick={() => void refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  if (rooms === undefined) return <Waiting label="Reading your rooms…" />;
  if (rooms.length === 0) return <p className="p-4 text-sm text-muted">You are in no room yet.</p>;
  return (
    <ul className="flex flex-col gap-0.5 p-2">
      {rooms.map((room) => (
        <RoomItem key={room.id} room={room} unread={unreadIn(room, lookedAt)} isMuted={muted.has(room.id)} />
      ))}
    </ul>
  );
}

type ItemProps = { readonly room: Room; readonly unread: number; readonly isMuted: boolean };

function RoomItem({ room, unread, isMuted }: ItemProps) {
  const isLoud = unread > 0 && !isMuted;
  return (
    <li>
      <NavLink
        to={`/rooms/${room.id}`}
        className={({ isActive }) =>
          `flex min-h-11 items-center gap-2.5 rounded-lg px-3 py-2 transition-colors ${isActive ? 'bg-accent-soft' : 'hover:bg-hover hover:text-ink'} ${isLoud ? 'font-bold' : ''} ${isLoud || isActive ? 'text-ink' : 'text-muted'}`
        }
      >
        <RoomIcon kind={room.kind} />
        <Name>{shownRoomName(room.name)}</Name>
        {/* Parts the name from the count where it is read aloud. */ ' '}
        {isMuted && (
          <span className="ms-auto">
            <BellOffIcon size={16} />
            <span className="sr-only">muted </span>
          </span>
        )}
        <Badge count={unread} meaning="unread" isQuiet={isMuted} />
      </NavLink>
    </li>
  );
}
