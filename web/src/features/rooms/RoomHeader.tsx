import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import type { Room } from '~/protocol/types';
import { IconButton } from '~/ui/Button';
import { BackIcon, DoorIcon } from '~/ui/icons';
import { LeaveRoomDialog } from './LeaveRoomDialog';
import { RoomIcon } from './RoomIcon';

type Props = {
  readonly room: Room;
  readonly isCreator: boolean;
  readonly onLeft: () => void;
  /** More buttons, before the one to leave. */
  readonly children?: ReactNode;
};

export function RoomHeader({ room, isCreator, onLeft, children }: Props) {
  const [isLeaving, setIsLeaving] = useState(false);
  return (
    <header className="flex min-h-16 items-center gap-2 border-b border-line bg-surface px-2 md:px-4">
      <Link
        to="/chat"
        aria-label="Back to all rooms"
        className="inline-flex size-10 shrink-0 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink md:hidden"
      >
        <BackIcon />
      </Link>
      <div className="min-w-0 flex-1">
        <h1 className="flex items-center gap-1.5 text-lg font-semibold">
          <span className="text-muted">
            <RoomIcon kind={room.kind} />
          </span>
          <span className="truncate">{room.name}</span>
        </h1>
        {room.description && <p className="truncate text-sm text-muted">{room.description}</p>}
      </div>
      {children}
      <IconButton label="Leave room" onClick={() => setIsLeaving(true)}>
        <DoorIcon />
      </IconButton>
      {isLeaving && (
        <LeaveRoomDialog room={room} isCreator={isCreator} onClose={() => setIsLeaving(false)} onLeft={onLeft} />
      )}
    </header>
  );
}
