import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ServerEvent } from '~/protocol/types';
import { FakeWebSocket, fakeWebSockets } from '~/testing/fake-web-socket';
import { backoffMs } from './backoff';
import { Socket, type SocketStatus } from './socket';

let heard: ServerEvent[];
let statuses: SocketStatus[];
let refusals: number;
let socket: Socket;

beforeEach(() => {
  vi.useFakeTimers();
  fakeWebSockets();
  heard = [];
  statuses = [];
  refusals = 0;
  socket = new Socket({
    open: () => new WebSocket('ws://rostra.test/'),
    onEvent: (event) => heard.push(event),
    onStatus: (status) => statuses.push(status),
    onRefused: () => (refusals += 1),
    random: () => 1,
  });
  socket.start();
});

afterEach(() => {
  socket.stop();
  vi.useRealTimers();
});

const opened = () => FakeWebSocket.all.length;

test('a socket that comes too late is closed', async () => {
  const given: ((socket: WebSocket) => void)[] = [];
  const late = new Socket({
    open: () => new Promise<WebSocket>((resolve) => given.push(resolve)),
    onEvent: () => {},
    onStatus: () => {},
    onRefused: () => {},
  });
  late.start();
  late.stop();
  given[0]?.(new WebSocket('ws://rostra.test/late'));
  await vi.waitFor(() => expect(FakeWebSocket.last.closedWith).toBe(1000));
});

test('without a way to open one it tries again later', async () => {
  const attempts: number[] = [];
  const refused = new Socket({
    open: () => {
      attempts.push(Date.now());
      return Promise.reject(new Error('no ticket'));
    },
    onEvent: () => {},
    onStatus: () => {},
    onRefused: () => {},
  });
  refused.start();
  await vi.advanceTimersByTimeAsync(2000);
  expect(attempts.length).toBeGreaterThan(1);
  refused.stop();
});

test('it sends when open, and says when it can not', () => {
  expect(socket.send({ action: 'ping' })).toBe(false);
  FakeWebSocket.last.accept();
  expect(socket.send({ action: 'ping' })).toBe(true);
  expect(FakeWebSocket.last.sent).toEqual([{ action: 'ping' }]);
});

test('it tells events and passes over what is none', () => {
  FakeWebSocket.last.accept();
  FakeWebSocket.last.dispatchEvent(new MessageEvent('message', { data: 'not json' }));
  FakeWebSocket.last.tell({ type: 'pong' });
  expect(heard).toEqual([{ type: 'pong' }]);
});

test('it comes back after longer and longer waits, until it is heard again', () => {
  for (const wait of [500, 1000, 2000]) {
    FakeWebSocket.last.breakOff(1006);
    const before = opened();
    vi.advanceTimersByTime(wait - 1);
    expect(opened()).toBe(before);
    vi.advanceTimersByTime(1);
    expect(opened()).toBe(before + 1);
  }
  FakeWebSocket.last.accept();
  FakeWebSocket.last.tell({ type: 'pong' });
  FakeWebSocket.last.breakOff(1006);
  vi.advanceTimersByTime(500);
  expect(opened()).toBe(5);
});

test('the wait is partly random and never longer than half a minute', () => {
  expect(backoffMs(0, () => 0)).toBe(250);
  expect(backoffMs(30, () => 0)).toBe(15_000);
  expect(backoffMs(30, () => 1)).toBe(30_000);
});

test('a server that restarts says when to come back', () => {
  FakeWebSocket.last.accept();
  FakeWebSocket.last.tell({ type: 'server_restarting', reconnect_in_ms: 850 });
  FakeWebSocket.last.breakOff(1012);
  vi.advanceTimersByTime(849);
  expect(opened()).toBe(1);
  vi.advanceTimersByTime(1);
  expect(opened()).toBe(2);
});

test('a refused token is told, every time', () => {
  FakeWebSocket.last.accept();
  FakeWebSocket.last.breakOff(1008);
  expect(refusals).toBe(1);
  expect(statuses.at(-1)).toBe('offline');
});

test('an attempt without an answer is given up', () => {
  const first = FakeWebSocket.last;
  vi.advanceTimersByTime(10_500);
  expect(first.closedWith).toBeUndefined();
  expect(opened()).toBe(2);
});

test('a silent link is asked for a sign of life, then replaced', () => {
  const first = FakeWebSocket.last;
  first.accept();
  vi.advanceTimersByTime(20_000);
  expect(first.sentAs('ping')).toHaveLength(1);
  first.tell({ type: 'pong' });
  vi.advanceTimersByTime(20_000);
  expect(first.sentAs('ping')).toHaveLength(2);
  vi.advanceTimersByTime(20_500);
  expect(opened()).toBe(2);
});

test('the network coming back ends the wait', () => {
  for (let failure = 0; failure < 6; failure += 1) {
    FakeWebSocket.last.breakOff(1006);
    vi.advanceTimersByTime(30_000);
  }
  FakeWebSocket.last.breakOff(1006);
  const before = opened();
  window.dispatchEvent(new Event('online'));
  expect(opened()).toBe(before + 1);
});

test('once stopped it stays away and hears nothing', () => {
  const last = FakeWebSocket.last;
  last.accept();
  socket.stop();
  last.tell({ type: 'pong' });
  last.breakOff(1000);
  vi.advanceTimersByTime(60_000);
  expect(last.closedWith).toBe(1000);
  expect(heard).toEqual([]);
  expect(opened()).toBe(1);
});
