import { useEffect, useRef, useState } from 'react';
import type { AdminRoom } from '~/protocol/types';
import { Waiting } from '~/ui/Notice';
import { shownRoomName } from '~/ui/room-name';
import { DeleteAnyRoomDialog } from './DeleteAnyRoomDialog';
import { ListEnd } from './ListEnd';
import { RoomLine } from './RoomLine';
import { useAllRooms } from './use-all-rooms';

/** Every room with how much is in it, and the way to delete it. */
export function AllRooms() {
  const rooms = useAllRooms();
  const [asked, setAsked] = useState<AdminRoom | null>(null);
  const [deleted, setDeleted] = useState<string | null>(null);
  const told = useRef<HTMLOutputElement>(null);
  // The room's button is gone, and the focus with it.
  useEffect(() => {
    if (deleted !== null) told.current?.focus();
  }, [deleted]);
  const all = rooms.data?.pages.flatMap((page) => page.rooms);
  return (
    <>
      {rooms.isPending && <Waiting label="Reading the rooms…" />}
      {all?.length === 0 && <p className="text-sm text-muted">There is no room.</p>}
      <output ref={told} tabIndex={-1} className="text-sm text-muted empty:sr-only">
        {deleted !== null && `${deleted} is deleted.`}
      </output>
      {all !== undefined && all.length > 0 && (
        <ul aria-label="All rooms" className="flex flex-col divide-y divide-line">
          {all.map((room) => (
            <RoomLine key={room.id} room={room} onDelete={() => setAsked(room)} />
          ))}
        </ul>
      )}
      <ListEnd what="rooms" list={rooms} />
      {asked !== null && (
        <DeleteAnyRoomDialog
          room={asked}
          onClose={() => setAsked(null)}
          onDeleted={() => {
            setAsked(null);
            setDeleted(shownRoomName(asked.name));
          }}
        />
      )}
    </>
  );
}
