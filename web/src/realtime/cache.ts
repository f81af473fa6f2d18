// Typed access to what TanStack Query holds.
import type { QueryClient } from '@tanstack/react-query';
import type { Room } from '~/protocol/types';
import { feedKey, roomsKey } from './cache-keys';
import { EMPTY_FEED, type RoomFeed } from './feed';

export function readFeed(client: QueryClient, roomId: number): RoomFeed {
  return client.getQueryData<RoomFeed>(feedKey(roomId)) ?? EMPTY_FEED;
}

export function changeFeed(client: QueryClient, roomId: number, change: (feed: RoomFeed) => RoomFeed): void {
  const before = readFeed(client, roomId);
  const after = change(before);
  if (after !== before) client.setQueryData<RoomFeed>(feedKey(roomId), after);
}

export function readRooms(client: QueryClient): readonly Room[] {
  return client.getQueryData<readonly Room[]>(roomsKey) ?? [];
}

/** Changes the list of rooms if it was read; one not yet read will come as it is by then. */
export function changeRooms(client: QueryClient, change: (rooms: readonly Room[]) => readonly Room[]): void {
  const before = client.getQueryData<readonly Room[]>(roomsKey);
  if (before === undefined) return;
  const after = change(before);
  if (after !== before) client.setQueryData(roomsKey, after);
}
