import { Link, useNavigate, useParams } from 'react-router';
import { Conversation } from '~/features/conversation/Conversation';
import { OnlineButton } from '~/features/presence/OnlineButton';
import { OnlinePanel } from '~/features/presence/OnlinePanel';
import { RoomHeader } from '~/features/rooms/RoomHeader';
import { useRooms } from '~/features/rooms/use-rooms';
import { EmptyState, Waiting } from '~/ui/Notice';
import { useAccount } from './MembersOnly';
import { parseRoomId } from './room-id';

/** One open room: its header, the conversation, and who is there. */
export function RoomPage() {
  const me = useAccount();
  const navigate = useNavigate();
  const roomId = parseRoomId(useParams().roomId);
  const { data: rooms, isPending, isFetching } = useRooms();
  const room = rooms?.find((known) => known.id === roomId);
  if (room === undefined) return isPending || isFetching ? <Waiting label="Opening the room…" /> : <NoSuchRoom />;
  return (
    <>
      <section aria-label={room.name} className="flex min-w-0 flex-1 flex-col">
        <RoomHeader room={room} isCreator={room.created_by === me.id} onLeft={() => void navigate('/chat')}>
          <OnlineButton roomId={room.id} meId={me.id} />
        </RoomHeader>
        <Conversation key={room.id} room={room} me={me} />
      </section>
      <OnlinePanel roomId={room.id} meId={me.id} />
    </>
  );
}

function NoSuchRoom() {
  return (
    <EmptyState title="You are not in this room.">
      <p>It may have been deleted, or you have left it. Public rooms can be joined again under “Find rooms”.</p>
      <Link to="/chat" className="rounded font-semibold text-accent underline underline-offset-2">
        Back to your rooms
      </Link>
    </EmptyState>
  );
}
