// One event of the socket applied to the list of rooms. Pure.
import type { Room, ServerEvent } from '~/protocol/types';

type Rooms = readonly Room[];

export function reduceRooms(rooms: Rooms, event: ServerEvent): Rooms {
  switch (event.type) {
    case 'room_activity':
      return edit(rooms, event.room_id, (room) => ({
        ...room,
        last_seq: Math.max(room.last_seq, event.seq),
        unread_count: event.unread_count,
      }));
    case 'room_updated': {
      // What is said to everybody bears nobody's read marker.
      const { id, name, description, kind, member_count } = event.room;
      return edit(rooms, id, (room) => ({ ...room, name, description: description ?? null, kind, member_count }));
    }
    default: {
      const lost = lostRoom(event);
      return lost === null ? rooms : without(rooms, lost);
    }
  }
}

/** The room that one is no more a member of, as `event` tells; else null. */
export function lostRoom(event: ServerEvent): number | null {
  switch (event.type) {
    case 'room_deleted':
      return event.room_id;
    case 'membership_changed':
      return event.change === 'joined' ? null : event.room_id;
    default:
      return null;
  }
}

/** One has read up to the message `seq`. */
export function markedRead(rooms: Rooms, roomId: number, seq: number): Rooms {
  return edit(rooms, roomId, (room) => {
    const left = Math.max(0, room.last_seq - seq);
    return left < (room.unread_count ?? 0) ? { ...room, unread_count: left } : room;
  });
}

/** Whether `event` tells of a room that the list lacks, so that it has to be read again. */
export function lacksRoom(rooms: Rooms, event: ServerEvent): boolean {
  switch (event.type) {
    case 'room_activity':
      return !rooms.some((room) => room.id === event.room_id);
    case 'membership_changed':
      return event.change === 'joined' && !rooms.some((room) => room.id === event.room_id);
    default:
      return false;
  }
}

function without(rooms: Rooms, roomId: number): Rooms {
  return rooms.some((room) => room.id === roomId) ? rooms.filter((room) => room.id !== roomId) : rooms;
}

function edit(rooms: Rooms, roomId: number, change: (room: Room) => Room): Rooms {
  const index = rooms.findIndex((room) => room.id === roomId);
  const room = rooms[index];
  if (room === undefined) return rooms;
  const changed = change(room);
  return changed === room ? rooms : rooms.with(index, changed);
}
