import { Link, Outlet, useNavigate, useParams } from 'react-router';
import { ConnectionLine } from '~/features/presence/ConnectionLine';
import { RoomActions } from '~/features/rooms/RoomActions';
import { RoomList } from '~/features/rooms/RoomList';
import { unreadInAll } from '~/features/rooms/unread';
import { useRooms } from '~/features/rooms/use-rooms';
import { AccountCorner } from '~/features/sign-in/AccountCorner';
import { usePageVisible } from '~/realtime/use-page-visible';
import { Brand } from '~/ui/icons';
import { useTitle } from '~/ui/use-title';
import { useAccount } from './MembersOnly';
import { parseRoomId } from './room-id';

/** The shell of the chat: rooms on the left, the open one on the right. A phone shows one of the two. */
export function ChatPage() {
  const me = useAccount();
  const navigate = useNavigate();
  const roomId = parseRoomId(useParams().roomId);
  const lookedAt = usePageVisible() ? roomId : null;
  const { data: rooms = [] } = useRooms();
  const unread = unreadInAll(rooms, lookedAt);
  const name = rooms.find((room) => room.id === roomId)?.name;
  useTitle(`${unread > 0 ? `(${unread}) ` : ''}${name === undefined ? '' : `${name} – `}Rostra`);
  return (
    <div className="flex h-dvh flex-col overflow-hidden">
      <a href="#conversation" className="sr-only z-10 rounded-lg bg-raised p-2 focus:not-sr-only focus:absolute focus:start-2 focus:top-2">
        Skip to the conversation
      </a>
      <ConnectionLine />
      <div className="flex min-h-0 flex-1">
        <aside
          aria-label="Rooms and account"
          className={`w-full flex-col border-e border-line bg-canvas md:flex md:w-76 ${roomId === null ? 'flex' : 'hidden'}`}
        >
          <div className="flex flex-col gap-3 p-3">
            <Link to="/chat" aria-label="Rostra" className="self-start rounded-lg p-1">
              <Brand />
            </Link>
            <RoomActions onOpen={(id) => void navigate(`/chat/${id}`)} />
          </div>
          <nav aria-label="Rooms" className="min-h-0 flex-1 overflow-y-auto">
            <RoomList lookedAt={lookedAt} />
          </nav>
          <AccountCorner me={me} />
        </aside>
        <main
          id="conversation"
          tabIndex={-1}
          className={`min-w-0 flex-1 bg-surface outline-none md:flex ${roomId === null ? 'hidden' : 'flex'}`}
        >
          <Outlet context={me} />
        </main>
      </div>
    </div>
  );
}
