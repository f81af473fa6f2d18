// Pages of history put into what is known of a room.
import type { Message, MessagePage } from '~/protocol/types';
import { type RoomFeed, newestVersion } from './feed';
import { upsert } from './messages';

/** Puts the newest page (newest first, as the server sends it) into the feed. */
export function mergeNewest(feed: RoomFeed, page: MessagePage): RoomFeed {
  const oldest = page.messages.at(-1);
  if (oldest === undefined) return { ...feed, loaded: true, olderCursor: null };
  const below = feed.messages.filter((message) => message.seq < oldest.seq);
  const keepsBelow = feed.loaded && below.at(-1)?.seq === oldest.seq - 1;
  const kept = keepsBelow ? feed.messages : feed.messages.slice(below.length);
  return {
    ...feed,
    loaded: true,
    messages: withPage(kept, page),
    olderCursor: keepsBelow ? feed.olderCursor : page.next_cursor ?? null,
  };
}

/** Puts the page before the oldest known message into the feed. */
export function mergeOlder(feed: RoomFeed, page: MessagePage): RoomFeed {
  return { ...feed, messages: withPage(feed.messages, page), olderCursor: page.next_cursor ?? null };
}

/**
 * Whether the newest page, asked for when the feed was `before`, may lack what `now` takes for
 * known: changes made before the subscription began, but after the page was read.
 */
export function isOutdated(page: MessagePage, before: RoomFeed, now: RoomFeed): boolean {
  if (now.resets !== before.resets) return true;
  return before.version === null && now.version !== null && newestVersion(page.messages) < now.version;
}

function withPage(known: readonly Message[], page: MessagePage): readonly Message[] {
  const ascending = page.messages.toReversed();
  const [first] = known;
  const last = ascending.at(-1);
  // The usual case, a page wholly before or without known messages, needs no search.
  if (first === undefined || (last !== undefined && last.seq < first.seq)) return [...ascending, ...known];
  return ascending.reduce(upsert, known);
}
