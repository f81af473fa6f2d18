import { QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Room } from '~/protocol/types';
import { ANN, GARDEN, messageOf, messagesOf, posted, roomOf, subscribedAt } from '~/testing/builders';
import { FakeWebSocket, fakeWebSockets } from '~/testing/fake-web-socket';
import { golden } from '~/testing/golden';
import { readFeed } from './cache';
import { feedKey, roomsKey } from './cache-keys';
import { ChatLink } from './chat-link';
import { EMPTY_FEED } from './feed';

let client: QueryClient;
let link: ChatLink;

beforeEach(() => {
  vi.useFakeTimers();
  fakeWebSockets();
  client = new QueryClient();
  link = new ChatLink({ client, token: 't', meId: ANN.id });
  link.start();
});

afterEach(() => {
  link.stop();
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

function write(text: string): string {
  link.send(GARDEN, text);
  const [sent] = link.state().outbox.slice(-1);
  return sent?.clientId ?? '';
}

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

test('a message is sent at once and settled by its echo', () => {
  inTheGarden();
  const clientId = write('hello');
  expect(server().sentAs('send_message')).toEqual([
    { action: 'send_message', room_id: GARDEN, content: 'hello', client_id: clientId },
  ]);
  server().tell(posted(messageOf(20, { user_id: ANN.id, client_id: clientId, content: 'hello' })));
  expect(link.state().outbox).toEqual([]);
  expect(readFeed(client, GARDEN).messages.at(-1)?.content).toBe('hello');
});

test('what was not acknowledged is sent again with the same id, after the replay, in order', () => {
  inTheGarden();
  const ids = [write('one'), write('two')];
  reconnect();
  expect(server().sentAs('send_message')).toEqual([]);
  server().tell(subscribedAt(19, { resume: 'replayed' }));
  expect(server().sentAs('send_message').map((action) => action.client_id)).toEqual(ids);
});

test('what the replay brings is not sent again', () => {
  inTheGarden();
  const clientId = write('one');
  reconnect();
  server().tell(posted(messageOf(20, { client_id: clientId })));
  server().tell(subscribedAt(20, { resume: 'replayed' }));
  expect(server().sentAs('send_message')).toEqual([]);
});

test('what is written while offline waits, over a reload too', () => {
  const clientId = write('patience');
  link.stop();
  link = new ChatLink({ client: new QueryClient(), token: 't', meId: ANN.id });
  link.start();
  server().accept();
  server().tell(subscribedAt(19));
  expect(server().sentAs('send_message')).toMatchObject([{ content: 'patience', client_id: clientId }]);
});

test('a subscription renewed on the same socket sends nothing twice', () => {
  inTheGarden();
  write('once');
  server().tell(subscribedAt(19, { resume: 'replayed' }));
  expect(server().sentAs('send_message')).toHaveLength(1);
});

test('a refused message tells why and is sent again on demand with the same id', () => {
  inTheGarden();
  const clientId = write('too fast');
  server().tell({ type: 'error', message: 'Too many requests.', code: 'rate_limited', client_id: clientId, room_id: GARDEN });
  expect(link.state().outbox).toMatchObject([{ error: 'Too many requests.' }]);
  link.retry(clientId);
  expect(link.state().outbox).toMatchObject([{ error: null }]);
  expect(server().sentAs('send_message').map((action) => action.client_id)).toEqual([clientId, clientId]);
});

test('a refusal for its text says what is wrong with it', () => {
  inTheGarden();
  const clientId = write(' ');
  server().tell({ ...golden('error'), client_id: clientId });
  expect(link.state().outbox).toMatchObject([{ error: 'The message must not be empty.' }]);
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
  link.markRead(GARDEN, 12);
  link.markRead(GARDEN, 12);
  expect(rooms()).toMatchObject([{ unread_count: 0 }]);
  expect(server().sentAs('mark_read')).toEqual([{ action: 'mark_read', room_id: GARDEN, seq: 12 }]);
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
  for (let roomId = 1; roomId <= 21; roomId += 1) link.hear(roomId);
  expect(server().sentAs('unsubscribe')).toEqual([{ action: 'unsubscribe', room_id: 1 }]);
});
