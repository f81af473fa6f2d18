import { beforeEach, expect, test } from 'vitest';
import { fakeRest } from '~/testing/fake-rest';
import { FakeWebSocket, fakeWebSockets } from '~/testing/fake-web-socket';
import { signIn } from '~/testing/signed-in';
import { openSocket } from './frames';

beforeEach(fakeWebSockets);

test('the socket is opened by a ticket, and no token stands in its address', async () => {
  signIn();
  const requests = fakeRest({ 'POST /api/auth/ws-ticket': () => [200, { ticket: 'a b', expires_in: 30 }] });
  await openSocket();
  expect(FakeWebSocket.last.url).toBe('ws://localhost:3000/ws/connect?ticket=a+b');
  expect(requests[0]?.token).toBe('Bearer t1');
});
