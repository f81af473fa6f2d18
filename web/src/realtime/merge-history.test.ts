import { expect, test } from 'vitest';
import { messageOf, messagesOf } from '~/testing/builders';
import { EMPTY_FEED, type RoomFeed } from './feed';
import { closeExcerpt, isOutdated, mergeNewer, mergeNewest, mergeOlder, openContext } from './merge-history';

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
  const feed = mergeOlder(mergeNewest(EMPTY_FEED, page(3, 5)), 'older', page(1, 2, null));
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

const context = (from: number, to: number, newer_cursor: string | null = 'newer') => ({
  messages: messagesOf(from, to),
  target_message_id: 100 + from,
  older_cursor: 'before',
  newer_cursor,
});
const newer = (from: number, to: number, next_cursor: string | null = 'newer 2') => ({ messages: messagesOf(from, to), next_cursor });
const live = () => mergeNewest(EMPTY_FEED, page(90, 99));
const excerptSeqs = (feed: RoomFeed) => feed.excerpt?.messages.map((message) => message.seq);

test('what surrounds a message stands beside the newest messages, which stay', () => {
  const feed = openContext(live(), context(40, 42));
  expect(excerptSeqs(feed)).toEqual([40, 41, 42]);
  expect(seqs(feed)).toEqual(messagesOf(90, 99).map((message) => message.seq));
  expect(closeExcerpt(feed)).toEqual(live());
});

test('an excerpt grows in both directions, and only where it was asked to', () => {
  const opened = openContext(live(), context(40, 42));
  const grown = mergeNewer(mergeOlder(opened, 'before', page(38, 39, 'far')), 'newer', newer(43, 45));
  expect(excerptSeqs(grown)).toEqual([38, 39, 40, 41, 42, 43, 44, 45]);
  expect(grown.excerpt).toMatchObject({ olderCursor: 'far', newerCursor: 'newer 2' });
  expect(mergeNewer(grown, 'newer', newer(43, 45))).toBe(grown);
  expect(mergeOlder(grown, 'before', page(38, 39))).toBe(grown);
});

test('an excerpt that meets the newest messages becomes part of them, without gap or double', () => {
  const opened = openContext(live(), context(80, 85));
  for (const last of [89, 95]) {
    const whole = mergeNewer(opened, 'newer', newer(86, last, null));
    expect(whole.excerpt).toBeNull();
    expect(seqs(whole)).toEqual(messagesOf(80, 99).map((message) => message.seq));
    expect(whole.olderCursor).toBe('before');
  }
});

test('a context among the newest messages needs no excerpt', () => {
  const feed = openContext(live(), context(92, 94));
  expect(feed).toMatchObject({ excerpt: null, olderCursor: 'older' });
  expect(seqs(feed)).toEqual(messagesOf(90, 99).map((message) => message.seq));
});

test('an excerpt waits for the newest messages to be read before it meets them', () => {
  const early = openContext(EMPTY_FEED, context(88, 91, null));
  expect(early.excerpt).not.toBeNull();
  const whole = mergeNewest(early, page(90, 99));
  expect(whole.excerpt).toBeNull();
  expect(seqs(whole)).toEqual(messagesOf(88, 99).map((message) => message.seq));
});

test('a context that is newer than all that was heard waits for what lies between', () => {
  const apart = openContext(live(), context(110, 115));
  expect(excerptSeqs(apart)).toHaveLength(6);
  expect(seqs(apart)).toHaveLength(10);
  const adjacent = openContext(live(), context(100, 105));
  expect(seqs(adjacent)).toEqual(messagesOf(90, 105).map((message) => message.seq));
});
