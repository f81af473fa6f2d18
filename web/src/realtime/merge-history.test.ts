import { expect, test } from 'vitest';
import { messageOf, messagesOf } from '~/testing/builders';
import { EMPTY_FEED, type RoomFeed } from './feed';
import { isOutdated, mergeNewest, mergeOlder } from './merge-history';

const page = (from: number, to: number, next_cursor: string | null = 'older') => ({
  messages: messagesOf(from, to).toReversed(),
  next_cursor,
});
const seqs = (feed: RoomFeed) => feed.messages.map((message) => message.seq);

test('the newest page fills an empty room', () => {
  const feed = mergeNewest(EMPTY_FEED, page(3, 5));
  expect(seqs(feed)).toEqual([3, 4, 5]);
  expect(feed).toMatchObject({ loaded: true, olderCursor: 'older' });
});

test('a room without messages is loaded too', () => {
  expect(mergeNewest(EMPTY_FEED, { messages: [], next_cursor: null })).toMatchObject({ loaded: true, messages: [] });
});

test('live messages newer than the page stay, and a message keeps its newest state', () => {
  const edited = messageOf(5, { version: 9, content: 'edited' });
  const feed = mergeNewest({ ...EMPTY_FEED, messages: [edited, messageOf(6)] }, page(3, 5));
  expect(seqs(feed)).toEqual([3, 4, 5, 6]);
  expect(feed.messages[2]).toEqual(edited);
});

test('what lies before a hole is let go', () => {
  const known = { ...EMPTY_FEED, loaded: true, messages: messagesOf(1, 2), olderCursor: null };
  expect(seqs(mergeNewest(known, page(10, 12)))).toEqual([10, 11, 12]);
});

test('what joins the page is kept with its cursor', () => {
  const known = { ...EMPTY_FEED, loaded: true, messages: messagesOf(1, 4), olderCursor: null };
  const feed = mergeNewest(known, page(5, 6));
  expect(seqs(feed)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(feed.olderCursor).toBeNull();
});

test('an older page goes before what is known', () => {
  const feed = mergeOlder(mergeNewest(EMPTY_FEED, page(3, 5)), page(1, 2, null));
  expect(seqs(feed)).toEqual([1, 2, 3, 4, 5]);
  expect(feed.olderCursor).toBeNull();
});

test('a page read before the first subscription is outdated if it shows less than that', () => {
  const subscribed = { ...EMPTY_FEED, version: 6 };
  expect(isOutdated(page(3, 5), EMPTY_FEED, subscribed)).toBe(true);
  expect(isOutdated(page(3, 6), EMPTY_FEED, subscribed)).toBe(false);
  expect(isOutdated(page(3, 5), subscribed, subscribed)).toBe(false);
});

test('a page asked for before a reset is outdated', () => {
  expect(isOutdated(page(3, 5), EMPTY_FEED, { ...EMPTY_FEED, resets: 1 })).toBe(true);
});
