import type { Room } from '~/protocol/types';

/** What to count as unread: nothing in the room that is being looked at. */
export function unreadIn(room: Room, lookedAt: number | null): number {
  return room.id === lookedAt ? 0 : (room.unread_count ?? 0);
}

export function unreadInAll(rooms: readonly Room[], lookedAt: number | null): number {
  return rooms.reduce((sum, room) => sum + unreadIn(room, lookedAt), 0);
}
