import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ChatLinkProvider } from '~/realtime/ChatLinkProvider';
import { ANN } from '~/testing/builders';
import { fakeClock } from '~/testing/clock';
import { FakeWebSocket, fakeWebSockets } from '~/testing/fake-web-socket';
import { ConnectionLine } from './ConnectionLine';

beforeEach(() => {
  fakeClock();
  fakeWebSockets();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ChatLinkProvider meId={ANN.id} open={() => new WebSocket('ws://rostra.test/')}>
        <ConnectionLine />
      </ChatLinkProvider>
    </QueryClientProvider>,
  );
});
afterEach(() => vi.useRealTimers());

const said = () => screen.getByRole('status').textContent;
const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));
const connect = () => act(() => FakeWebSocket.last.accept());
const breakOff = () => act(() => FakeWebSocket.last.breakOff(1006));

test('a short break is not worth a word', () => {
  pass(1000);
  connect();
  pass(5000);
  breakOff();
  expect(said()).toBe('');
  pass(1100);
  act(() => window.dispatchEvent(new Event('online')));
  connect();
  pass(5000);
  expect(said()).toBe('');
});

test('a long one is told until it is over', () => {
  connect();
  breakOff();
  pass(1300);
  expect(said()).toMatch(/^Connecting again/);
  act(() => window.dispatchEvent(new Event('online')));
  expect(said()).toMatch(/^Connecting again/);
  connect();
  expect(said()).toBe('');
});
