import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { QueryClient } from '@tanstack/react-query';
import { fetchHistory } from '~/protocol/api';
import { changeFeed, readFeed } from './cache';
import { feedKey } from './cache-keys';
import type { RoomFeed } from './feed';
import { isOutdated, mergeNewest, mergeOlder } from './merge-history';

/** The room as it is known; reads the newest page of its history when that is missing. */
export function useFeed(roomId: number) {
  return useQuery(feedOptions(useQueryClient(), roomId));
}

export function feedOptions(client: QueryClient, roomId: number) {
  return queryOptions<RoomFeed>({
    queryKey: feedKey(roomId),
    queryFn: ({ signal }) => readNewest(client, roomId, signal),
    // The socket keeps a loaded feed fresh; one that events have made, but no history, is not.
    staleTime: ({ state }) => (state.data?.loaded ? Infinity : 0),
    gcTime: Infinity,
    structuralSharing: false,
  });
}

/** Reads the page before the oldest message that is known. */
export function useOlderMessages(roomId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const before = readFeed(client, roomId);
      const page = await fetchHistory(roomId, before.olderCursor, {});
      changeFeed(client, roomId, (feed) => (feed.resets === before.resets ? mergeOlder(feed, page) : feed));
    },
  });
}

async function readNewest(client: QueryClient, roomId: number, signal: AbortSignal): Promise<RoomFeed> {
  const before = readFeed(client, roomId);
  const page = await fetchHistory(roomId, null, { signal });
  const now = readFeed(client, roomId);
  return isOutdated(page, before, now) ? readNewest(client, roomId, signal) : mergeNewest(now, page);
}
