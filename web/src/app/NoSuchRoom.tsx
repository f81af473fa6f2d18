import { Link } from 'react-router';
import { LeftBehind } from '~/features/conversation/LeftBehind';
import { Door } from '~/features/rooms/Door';
import { EmptyState } from '~/ui/Notice';

type Props = { readonly roomId: number | null; readonly meId: number };

/** In place of a room that is none of ours: the way in, if there is one, and what was written for it. */
export function NoSuchRoom({ roomId, meId }: Props) {
  return (
    <EmptyState title="You are not in this room.">
      {roomId !== null && <Door key={roomId} roomId={roomId} />}
      <Link to="/rooms" className="rounded font-semibold text-accent underline underline-offset-2">
        Back to your rooms
      </Link>
      {roomId !== null && <LeftBehind roomId={roomId} meId={meId} />}
    </EmptyState>
  );
}
