import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Room } from '~/protocol/types';
import { ANN, GARDEN, messageOf, messagesOf, posted, roomOf, subscribedAt } from '~/testing/builders';
import { fakeClock, passed } from '~/testing/clock';
import { FakeWebSocket, fakeWebSockets } from '~/testing/fake-web-socket';
import { golden } from '~/testing/golden';
import { readFeed } from './cache';
import { feedKey, roomsKey } from './cache-keys';
import { ChatLink } from './chat-link';
import { EMPTY_FEED } from './feed';

let client: QueryClient;
let link: ChatLink;

beforeEach(async () => {
  fakeClock();
  fakeWebSockets();
  client = new QueryClient();
  link = new ChatLink({ client, open: () => new WebSocket('ws://rostra.test/'), meId: ANN.id });
  link.start();
  await passed();
});

afterEach(async () => {
  link.stop();
  await passed();
  vi.useRealTimers();
});

const server = () => FakeWebSocket.last;
const rooms = () => client.getQueryData<readonly Room[]>(roomsKey);

/** The link as it is when the garden is open and loaded. */
function inTheGarden(): void {
  client.setQueryData(feedKey(GARDEN), { ...EMPTY_FEED, loaded: true, messages: messagesOf(1, 19) });
  link.hear(GARDEN);
  server().accept();
  server().tell(subscribedAt(19));
}

function reconnect(): void {
  server().breakOff(1006);
  vi.advanceTimersByTime(30_000);
  server().accept();
}

async function write(text: string, roomId = GARDEN): Promise<string> {
  link.send(roomId, text, null);
  const clientId = link.outbox.shown().at(-1)?.clientId ?? '';
  await passed();
  return clientId;
}

const echo = (seq: number, clientId: string) => posted(messageOf(seq, { user_id: ANN.id, client_id: clientId }));
const sentTexts = () => server().sentAs('send_message').map((action) => action.content);

test('it watches, and subscribes what was opened before', () => {
  link.hear(GARDEN);
  server().accept();
  expect(server().sent).toEqual([{ action: 'watch' }, { action: 'subscribe', room_id: GARDEN }]);
});

test('after a break it resumes from where it was', () => {
  inTheGarden();
  server().tell(posted(messageOf(20)));
  reconnect();
  expect(server().sentAs('subscribe')).toEqual([{ action: 'subscribe', room_id: GARDEN, since: 20, epoch: 'e1' }]);
  expect(readFeed(client, GARDEN).messages).toHaveLength(20);
});

test('a hole in the versions is filled by subscribing again', () => {
  inTheGarden();
  server().tell(posted(messageOf(22)));
  expect(server().sentAs('subscribe').at(-1)).toMatchObject({ since: 19, epoch: 'e1' });
  for (const seq of [20, 21, 22]) server().tell(posted(messageOf(seq)));
  server().tell(subscribedAt(22, { resume: 'replayed' }));
  expect(readFeed(client, GARDEN)).toMatchObject({ phase: 'live', version: 22 });
  expect(readFeed(client, GARDEN).messages).toHaveLength(22);
});

test('a reset asks for the history anew', () => {
  inTheGarden();
  reconnect();
  server().tell(subscribedAt(900, { resume: 'reset' }));
  expect(client.getQueryState(feedKey(GARDEN))?.isInvalidated).toBe(true);
});

test('a message is sent at once and settled by its echo', async () => {
  inTheGarden();
  const clientId = await write('hello');
  expect(server().sentAs('send_message')).toEqual([
    { action: 'send_message', room_id: GARDEN, content: 'hello', client_id: clientId },
  ]);
  server().tell(echo(20, clientId));
  expect(link.outbox.shown()).toEqual([]);
  expect(readFeed(client, GARDEN).messages.at(-1)?.client_id).toBe(clientId);
});

test('an answer names the message it answers', () => {
  inTheGarden();
  link.send(GARDEN, 'yes', 107);
  return passed().then(() => expect(server().sentAs('send_message')).toMatchObject([{ content: 'yes', reply_to: 107 }]));
});

test('what was not acknowledged is sent again with the same id, after the replay, in order', async () => {
  inTheGarden();
  const ids = [await write('one'), await write('two')];
  reconnect();
  await passed();
  expect(sentTexts()).toEqual([]);
  server().tell(subscribedAt(19, { resume: 'replayed' }));
  await passed();
  expect(sentTexts()).toEqual(['one']);
  server().tell(echo(20, ids[0] ?? ''));
  await passed();
  expect(server().sentAs('send_message').map((action) => action.client_id)).toEqual(ids);
});

test('what the replay brings is not sent again', async () => {
  inTheGarden();
  const clientId = await write('one');
  reconnect();
  server().tell(echo(20, clientId));
  server().tell(subscribedAt(20, { resume: 'replayed' }));
  await passed();
  expect(sentTexts()).toEqual([]);
});

test('a message to a room that is not heard is sent without subscribing', async () => {
  server().accept();
  await write('to the shed', 4);
  expect(sentTexts()).toEqual(['to the shed']);
  expect(server().sentAs('subscribe')).toEqual([]);
});

test('the room that is refused refuses what was written in it', async () => {
  await write('let me in');
  link.hear(GARDEN);
  server().accept();
  server().tell({ type: 'error', message: 'Room not found.', code: 'room_not_found', room_id: GARDEN });
  await passed();
  expect(link.outbox.shown()).toMatchObject([{ content: 'let me in', state: { kind: 'refused', why: 'Room not found.' } }]);
});

const trouble = { type: 'error', message: 'Please try again.', code: 'internal' } as const;

test('a room that can not be heard for the moment is subscribed again, later each time, and what was written in it waits', async () => {
  await write('let me in');
  link.hear(GARDEN);
  server().accept();
  for (const within of [2000, 4000, 8000]) {
    const before = server().sentAs('subscribe').length;
    server().tell({ ...trouble, room_id: GARDEN });
    vi.advanceTimersByTime(within / 2 - 1);
    expect(server().sentAs('subscribe')).toHaveLength(before);
    vi.advanceTimersByTime(within / 2 + 1);
    expect(server().sentAs('subscribe')).toHaveLength(before + 1);
  }
  await passed();
  expect(sentTexts()).toEqual([]);
  expect(link.outbox.shown()).toMatchObject([{ content: 'let me in', state: { kind: 'waiting' } }]);
  server().tell(subscribedAt(0));
  await passed();
  expect(sentTexts()).toEqual(['let me in']);
});

test('a room that was left meanwhile is not subscribed again', () => {
  link.hear(GARDEN);
  server().accept();
  server().tell({ ...trouble, room_id: GARDEN });
  link.forget(GARDEN);
  vi.advanceTimersByTime(15_000);
  expect(server().sentAs('subscribe')).toHaveLength(1);
});

test('a new line begins anew with what failed on the one before', () => {
  link.hear(GARDEN);
  server().accept();
  server().tell({ ...trouble, room_id: GARDEN });
  server().breakOff(1006);
  vi.advanceTimersByTime(2000);
  server().accept();
  vi.advanceTimersByTime(15_000);
  expect(server().sentAs('subscribe')).toHaveLength(1);
  server().tell({ ...trouble, room_id: GARDEN });
  vi.advanceTimersByTime(2000);
  expect(server().sentAs('subscribe')).toHaveLength(2);
});

test('a room whose reading could not be noted for the moment is marked again, up to where it was read by then', () => {
  inTheGarden();
  link.markRead(GARDEN, 10);
  server().tell({ ...trouble, room_id: GARDEN });
  link.markRead(GARDEN, 12);
  vi.advanceTimersByTime(2000);
  expect(server().sentAs('mark_read').map((action) => action.seq)).toEqual([10, 12, 12]);
  expect(server().sentAs('subscribe')).toHaveLength(1);
});

test('watching that fails for the moment is asked for again, until it is answered', () => {
  server().accept();
  server().tell(trouble);
  vi.advanceTimersByTime(2000);
  expect(server().sentAs('watch')).toHaveLength(2);
  server().tell(golden('watching'));
  server().tell(trouble);
  vi.advanceTimersByTime(15_000);
  expect(server().sentAs('watch')).toHaveLength(2);
});

test('leaving a room takes what was unsent in it along', async () => {
  await write('one');
  await write('two', 4);
  link.forget(GARDEN);
  expect(link.outbox.shown()).toMatchObject([{ content: 'two' }]);
});

test('a message of a room that is not heard leaves its messages as they were', () => {
  server().accept();
  server().tell(posted(messageOf(60)));
  expect(readFeed(client, GARDEN).messages).toEqual([]);
});

test('typing is told every few seconds at most, and only where it is heard', () => {
  link.typing(GARDEN);
  inTheGarden();
  link.typing(GARDEN);
  link.typing(GARDEN);
  vi.advanceTimersByTime(2500);
  link.typing(GARDEN);
  expect(server().sentAs('user_typing')).toHaveLength(2);
});

test('activity moves the badge, reading clears it', () => {
  client.setQueryData(roomsKey, [roomOf()]);
  inTheGarden();
  server().tell(golden('room_activity'));
  expect(rooms()).toMatchObject([{ unread_count: 4, last_seq: 12 }]);
  link.markRead(GARDEN, 10);
  link.markRead(GARDEN, 10);
  expect(rooms()).toMatchObject([{ unread_count: 2 }]);
  link.markRead(GARDEN, 12);
  expect(rooms()).toMatchObject([{ unread_count: 0 }]);
  expect(server().sentAs('mark_read').map((action) => action.seq)).toEqual([10, 12]);
});

test('the list of rooms is read again when it may lack one', () => {
  client.setQueryData(roomsKey, []);
  server().accept();
  server().tell(golden('room_activity'));
  expect(client.getQueryState(roomsKey)?.isInvalidated).toBe(true);
});

test('a renamed room keeps its badge, a deleted one goes', () => {
  client.setQueryData(roomsKey, [roomOf({ name: 'Yard', unread_count: 2 })]);
  server().accept();
  server().tell(golden('room_updated'));
  expect(rooms()).toMatchObject([{ name: 'Garden', unread_count: 2, last_read_at: roomOf().last_read_at }]);
  server().tell(golden('room_deleted'));
  expect(rooms()).toEqual([]);
});

test('only so many rooms are heard at once; the one opened longest ago makes place', () => {
  server().accept();
  for (let roomId = 1; roomId <= 11; roomId += 1) link.hear(roomId);
  expect(server().sentAs('unsubscribe')).toEqual([{ action: 'unsubscribe', room_id: 1 }]);
});
