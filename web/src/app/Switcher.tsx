import { useLocation, useNavigate } from 'react-router';
import { RoomIcon } from '~/features/rooms/RoomIcon';
import { useRooms } from '~/features/rooms/use-rooms';
import { type Destination, QuickSwitcher } from '~/features/switcher/QuickSwitcher';
import { SettingsIcon } from '~/ui/icons';
import { shownRoomName } from '~/ui/room-name';
import { wanting } from './wanted-place';

type Props = { readonly onClose: () => void };

/** The switcher with all rooms, those with something unread first, and the pages. */
export function Switcher({ onClose }: Props) {
  const navigate = useNavigate();
  const place = useLocation();
  const { data: rooms = [] } = useRooms();
  const byUnread = rooms.toSorted((one, other) => (other.unread_count ?? 0) - (one.unread_count ?? 0));
  const destinations: readonly Destination[] = [
    ...byUnread.map((room) => ({
      key: `room-${room.id}`,
      label: shownRoomName(room.name),
      note: room.unread_count ? `${room.unread_count} unread` : undefined,
      icon: <RoomIcon kind={room.kind} />,
      onGo: () => void navigate(`/rooms/${room.id}`),
    })),
    { key: 'settings', label: 'Settings', icon: <SettingsIcon />, onGo: () => void navigate('/settings', { state: wanting(place) }) },
  ];
  return <QuickSwitcher destinations={destinations} onClose={onClose} />;
}
