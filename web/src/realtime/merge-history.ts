// Pages of history put into what is known of a room.
import type { ContextPage, Message, MessagePage } from '~/protocol/types';
import { type Excerpt, type RoomFeed, newestVersion } from './feed';
import { union } from './messages';

/** Puts the newest page (newest first, as the server sends it) into the feed. */
export function mergeNewest(feed: RoomFeed, page: MessagePage): RoomFeed {
  const oldest = page.messages.at(-1);
  if (oldest === undefined) return { ...feed, loaded: true, olderCursor: null };
  const below = feed.messages.filter((message) => message.seq < oldest.seq);
  const keepsBelow = feed.loaded && below.at(-1)?.seq === oldest.seq - 1;
  const kept = keepsBelow ? feed.messages : feed.messages.slice(below.length);
  const ascending = page.messages.toReversed();
  return rejoined({
    ...feed,
    loaded: true,
    messages: keepsBelow ? union(kept, ascending) : union(ascending, kept),
    olderCursor: keepsBelow ? feed.olderCursor : (page.next_cursor ?? null),
  });
}

/** Puts the page that was asked for with `cursor` before the messages that are shown, if they still begin there. */
export function mergeOlder(feed: RoomFeed, cursor: string, page: MessagePage): RoomFeed {
  const ascending = page.messages.toReversed();
  const olderCursor = page.next_cursor ?? null;
  if (feed.excerpt?.olderCursor === cursor) {
    return rejoined({ ...feed, excerpt: { ...feed.excerpt, olderCursor, messages: union(ascending, feed.excerpt.messages) } });
  }
  if (feed.olderCursor !== cursor) return feed;
  return { ...feed, olderCursor, messages: union(ascending, feed.messages) };
}

/** Puts the page (oldest first) that was asked for with `cursor` after the excerpt, if it still ends there. */
export function mergeNewer(feed: RoomFeed, cursor: string, page: MessagePage): RoomFeed {
  if (feed.excerpt?.newerCursor !== cursor) return feed;
  const messages = union(feed.excerpt.messages, page.messages);
  return rejoined({ ...feed, excerpt: { ...feed.excerpt, messages, newerCursor: page.next_cursor ?? null } });
}

/** Shows what surrounds a message, in place of any other excerpt. */
export function openContext(feed: RoomFeed, page: ContextPage): RoomFeed {
  const { messages, older_cursor, newer_cursor } = page;
  return rejoined({ ...feed, excerpt: { messages, olderCursor: older_cursor ?? null, newerCursor: newer_cursor ?? null } });
}

/** Shows the newest messages again. */
export function closeExcerpt(feed: RoomFeed): RoomFeed {
  return feed.excerpt === null ? feed : { ...feed, excerpt: null };
}

/**
 * Whether the newest page, asked for when the feed was `before`, may lack what `now` takes for
 * known: changes made before the subscription began, but after the page was read.
 */
export function isOutdated(page: MessagePage, before: RoomFeed, now: RoomFeed): boolean {
  if (now.resets !== before.resets) return true;
  return before.version === null && now.version !== null && newestVersion(page.messages) < now.version;
}

/** The feed with its excerpt made part of the newest messages, if the two meet. */
export function rejoined(feed: RoomFeed): RoomFeed {
  const { excerpt, messages } = feed;
  if (excerpt === null || !feed.loaded || !meet(excerpt, feed)) return feed;
  const isOlder = (excerpt.messages[0]?.seq ?? Infinity) < (messages[0]?.seq ?? Infinity);
  return {
    ...feed,
    excerpt: null,
    messages: union(excerpt.messages, messages),
    olderCursor: isOlder ? excerpt.olderCursor : feed.olderCursor,
  };
}

/** Whether no message is missing between the two, whichever of them is older. */
function meet(excerpt: Excerpt, { messages }: RoomFeed): boolean {
  const [from, to] = endsOf(excerpt.messages);
  const [first, last] = endsOf(messages);
  return to >= first - 1 && from <= last + 1;
}

function endsOf(messages: readonly Message[]): readonly [first: number, last: number] {
  return [messages[0]?.seq ?? NaN, messages.at(-1)?.seq ?? NaN];
}
