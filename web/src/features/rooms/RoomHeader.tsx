import { type ReactNode, useState } from 'react';
import type { Room } from '~/protocol/types';
import { Menu, type MenuItem } from '~/ui/Menu';
import { Name } from '~/ui/Name';
import { DoorIcon, EditIcon, InfoIcon, MoreIcon, TrashIcon } from '~/ui/icons';
import { shownRoomName } from '~/ui/room-name';
import { AboutRoomDialog } from './AboutRoomDialog';
import { EditRoomDialog } from './EditRoomDialog';
import { DeleteRoomDialog, LeaveRoomDialog } from './LeaveRoomDialog';
import { RoomIcon } from './RoomIcon';

type Props = {
  readonly room: Room;
  readonly isCreator: boolean;
  readonly onLeft: () => void;
  /** Before the name: the way to the other rooms, where they are not in sight. */
  readonly start: ReactNode;
  /** More buttons, before the menu. */
  readonly children?: ReactNode;
  /** What else the menu offers. */
  readonly more: readonly MenuItem[];
};

type Open = 'about' | 'edit' | 'leave' | 'delete' | null;

/** What the room is called and about, and what one can do with it. */
export function RoomHeader({ room, isCreator, onLeft, start, children, more }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  return (
    <header className="flex min-h-16 items-center gap-1 border-b border-line bg-surface px-2 md:ps-5 md:pe-3">
      {start}
      <div className="min-w-0 flex-1">
        <h1 className="flex items-center gap-1.5 text-lg font-semibold">
          <span className="text-muted">
            <RoomIcon kind={room.kind} />
          </span>
          <Name>{shownRoomName(room.name)}</Name>
        </h1>
        {room.description && (
          <p className="flex text-sm text-muted">
            <Name>{room.description}</Name>
          </p>
        )}
      </div>
      {children}
      <Menu
        label="Room menu"
        icon={<MoreIcon />}
        items={[
          ...(isCreator ? [{ label: 'Rename and describe', icon: <EditIcon />, onChoose: () => setOpen('edit') }] : []),
          ...more,
          // A finger can't point at what is cut off.
          { label: 'About this room', icon: <InfoIcon />, onChoose: () => setOpen('about') },
          isCreator
            ? { label: 'Delete room', icon: <TrashIcon />, isDanger: true, onChoose: () => setOpen('delete') }
            : { label: 'Leave room', icon: <DoorIcon />, isDanger: true, onChoose: () => setOpen('leave') },
        ]}
      />
      {open === 'about' && <AboutRoomDialog room={room} onClose={close} />}
      {open === 'edit' && <EditRoomDialog room={room} onClose={close} />}
      {open === 'leave' && <LeaveRoomDialog room={room} onClose={close} onLeft={onLeft} />}
      {open === 'delete' && <DeleteRoomDialog room={room} onClose={close} onLeft={onLeft} />}
    </header>
  );
}
