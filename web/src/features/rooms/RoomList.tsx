import { NavLink } from 'react-router';
import { sentenceFor } from '~/protocol/problem';
import type { Room } from '~/protocol/types';
import { Badge } from '~/ui/Badge';
import { Button } from '~/ui/Button';
import { ErrorNotice, Waiting } from '~/ui/Notice';
import { RoomIcon } from './RoomIcon';
import { unreadIn } from './unread';
import { useRooms } from './use-rooms';

type Props = { /** The room that is open and visible. */ readonly lookedAt: number | null };

export function RoomList({ lookedAt }: Props) {
  const { data: rooms, error, refetch } = useRooms();
  if (rooms === undefined && error !== null) {
    return (
      <div className="flex flex-col gap-3 p-3">
        <ErrorNotice>{sentenceFor(error)}</ErrorNotice>
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
        <RoomItem key={room.id} room={room} unread={unreadIn(room, lookedAt)} />
      ))}
    </ul>
  );
}

function RoomItem({ room, unread }: { readonly room: Room; readonly unread: number }) {
  return (
    <li>
      <NavLink
        to={`/chat/${room.id}`}
        className={({ isActive }) =>
          `flex min-h-11 items-center gap-2.5 rounded-lg px-3 py-2 transition-colors ${isActive ? 'bg-accent-soft' : 'hover:bg-hover hover:text-ink'} ${unread > 0 ? 'font-bold' : ''} ${unread > 0 || isActive ? 'text-ink' : 'text-muted'}`
        }
      >
        <RoomIcon kind={room.kind} />
        <span className="truncate">{room.name}</span>
        {/* Parts the name from the count where it is read aloud. */ ' '}
        <Badge count={unread} meaning="unread" />
      </NavLink>
    </li>
  );
}
