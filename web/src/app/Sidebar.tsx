import { Link, useNavigate } from 'react-router';
import { RoomActions } from '~/features/rooms/RoomActions';
import { RoomList } from '~/features/rooms/RoomList';
import { AccountCorner } from '~/features/sign-in/AccountCorner';
import type { Account } from '~/protocol/types';
import { SearchIcon } from '~/ui/icons';
import { Brand } from '~/ui/Brand';
import { modName } from '~/ui/short-cuts';

type Props = {
  readonly me: Account;
  readonly lookedAt: number | null;
  readonly muted: ReadonlySet<number>;
  readonly onSwitch: () => void;
};

/** The rooms, the ways to more of them, and one's own account. */
export function Sidebar({ me, lookedAt, muted, onSwitch }: Props) {
  const navigate = useNavigate();
  return (
    <>
      <div className="flex flex-col gap-3 p-3">
        <Link to="/rooms" aria-label="Rostra" className="self-start rounded-lg p-1">
          <Brand />
        </Link>
        <button
          type="button"
          onClick={onSwitch}
          className="flex min-h-11 items-center gap-2.5 rounded-lg border border-edge bg-surface px-3 text-sm text-muted hover:text-ink"
        >
          <SearchIcon size={18} />
          Go to a room
          <kbd className="ms-auto rounded border border-line px-1.5 font-mono text-xs pointer-coarse:hidden">{modName()} K</kbd>
        </button>
        <RoomActions onOpen={(id) => void navigate(`/rooms/${id}`)} />
      </div>
      <nav aria-label="Rooms" className="min-h-0 flex-1 overflow-y-auto">
        <RoomList lookedAt={lookedAt} muted={muted} />
      </nav>
      <AccountCorner me={me} />
    </>
  );
}
