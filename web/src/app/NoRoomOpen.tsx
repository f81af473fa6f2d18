import { useNavigate } from 'react-router';
import { RoomActions } from '~/features/rooms/RoomActions';
import { useRooms } from '~/features/rooms/use-rooms';
import { EmptyState } from '~/ui/Notice';
import { Mark } from '~/ui/Brand';

/** Beside the list, as long as no room is open. */
export function NoRoomOpen() {
  const { data: rooms } = useRooms();
  const navigate = useNavigate();
  const hasRooms = rooms !== undefined && rooms.length > 0;
  return (
    <EmptyState title={hasRooms ? 'Choose a room' : 'Welcome to Rostra'} picture={<Mark size={56} />}>
      <p>{hasRooms ? 'Your rooms are on the left.' : 'Create your first room, or find one to join.'}</p>
      {rooms?.length === 0 && <RoomActions onOpen={(id) => void navigate(`/rooms/${id}`)} />}
    </EmptyState>
  );
}
