import { type QueryClient, queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { fetchContext, fetchHistory, fetchNewer } from '~/protocol/api';
import { changeFeed, readFeed } from './cache';
import { feedKey } from './cache-keys';
import { type RoomFeed, findMessage } from './feed';
import { closeExcerpt, isOutdated, mergeNewer, mergeNewest, mergeOlder, openContext } from './merge-history';

/** How often a page is read anew because what it shows changed meanwhile. */
const MOST_READINGS = 3;

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

/** Reads the page before the oldest message that is shown. */
export function useOlderMessages(roomId: number) {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => readOlder(client, roomId) });
}

/** Reads the page after the newest message of an excerpt. */
export function useNewerMessages(roomId: number) {
  const client = useQueryClient();
  return useMutation({ mutationFn: () => readNewer(client, roomId) });
}

/** Makes sure that a message is shown, amid its neighbors. */
export function useContextOf(roomId: number) {
  const client = useQueryClient();
  return useMutation({ mutationFn: (messageId: number) => showContext(client, roomId, messageId) });
}

/** Leaves an excerpt for the newest messages. */
export function showNewest(client: QueryClient, roomId: number): void {
  changeFeed(client, roomId, closeExcerpt);
}

/** Reads older messages until `seq` is shown, or there are no more. */
export function useMessagesBackTo(roomId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (seq: number) => {
      showNewest(client, roomId);
      while (beginsAfter(readFeed(client, roomId), seq)) {
        // Each page begins where the one before it ended.
        // oxlint-disable-next-line no-await-in-loop
        await readOlder(client, roomId);
      }
    },
  });
}

/** Whether the message `seq`, or what has to be known to draw it, is older than all that are known. */
export function beginsAfter({ messages, olderCursor }: RoomFeed, seq: number): boolean {
  // One more than wanted: the oldest known message is not drawn while there are older ones.
  return olderCursor !== null && (messages[0]?.seq ?? 0) >= seq;
}

async function readOlder(client: QueryClient, roomId: number): Promise<void> {
  const { excerpt, olderCursor } = readFeed(client, roomId);
  const cursor = excerpt === null ? olderCursor : excerpt.olderCursor;
  if (cursor === null) return;
  const page = await readSettled(client, roomId, () => fetchHistory(roomId, cursor, {}));
  changeFeed(client, roomId, (feed) => mergeOlder(feed, cursor, page));
}

async function readNewer(client: QueryClient, roomId: number): Promise<void> {
  const cursor = readFeed(client, roomId).excerpt?.newerCursor;
  if (!cursor) return;
  const page = await readSettled(client, roomId, () => fetchNewer(roomId, cursor, {}));
  changeFeed(client, roomId, (feed) => mergeNewer(feed, cursor, page));
}

async function showContext(client: QueryClient, roomId: number, messageId: number): Promise<void> {
  const before = readFeed(client, roomId);
  if (before.excerpt === null && before.messages.some((message) => message.id === messageId)) return;
  if (before.excerpt !== null && findMessage({ ...before, messages: [] }, messageId)) return;
  const page = await readSettled(client, roomId, () => fetchContext(roomId, messageId, {}));
  changeFeed(client, roomId, (feed) => openContext(feed, page));
}

/** A change told while a page was on its way may be missing in it; then the page is read again. */
async function readSettled<Page>(client: QueryClient, roomId: number, read: () => Promise<Page>, left = MOST_READINGS): Promise<Page> {
  const { unplaced } = readFeed(client, roomId);
  const page = await read();
  if (left <= 1 || readFeed(client, roomId).unplaced === unplaced) return page;
  return readSettled(client, roomId, read, left - 1);
}

async function readNewest(client: QueryClient, roomId: number, signal: AbortSignal): Promise<RoomFeed> {
  const before = readFeed(client, roomId);
  const page = await fetchHistory(roomId, null, { signal });
  const now = readFeed(client, roomId);
  return isOutdated(page, before, now) ? readNewest(client, roomId, signal) : mergeNewest(now, page);
}
