import { useState } from 'react';
import { Button } from '~/ui/Button';
import { PlusIcon, SearchIcon } from '~/ui/icons';
import { DiscoverDialog } from './DiscoverDialog';
import { NewRoomDialog } from './NewRoomDialog';

type Props = { readonly onOpen: (roomId: number) => void };

type Open = 'new' | 'discover' | null;

/** The two ways into a room: create one, find one. */
export function RoomActions({ onOpen }: Props) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const enter = (roomId: number) => {
    close();
    onOpen(roomId);
  };
  return (
    <div className="flex gap-2">
      <Button look="quiet" isSlim className="flex-1" onClick={() => setOpen('new')}>
        <PlusIcon /> New room
      </Button>
      <Button look="quiet" isSlim className="flex-1" onClick={() => setOpen('discover')}>
        <SearchIcon /> Find rooms
      </Button>
      {open === 'new' && <NewRoomDialog onClose={close} onCreated={(room) => enter(room.id)} />}
      {open === 'discover' && <DiscoverDialog onClose={close} onOpen={enter} />}
    </div>
  );
}
