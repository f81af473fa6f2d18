import { expect, test, vi } from 'vitest';
import { fakeRest, problem } from '~/testing/fake-rest';
import { signIn, tokens } from '~/testing/signed-in';
import { fetchHistory, fetchMe, login } from './api';
import { type RequestFailed, fieldError, formError, sentenceFor } from './problem';
import { currentSession, endSession, wasSessionLost } from './session';

const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('the call succeeded'),
    (error: unknown) => error as RequestFailed,
  );

test('a call fills the path, asks with the query and shows the token', async () => {
  signIn();
  const requests = fakeRest({ 'GET /api/rooms/3/messages': () => [200, { messages: [], next_cursor: null }] });
  await fetchHistory(3, 'c 1', {});
  expect(requests[0]?.url.search).toBe('?limit=100&cursor=c+1');
  expect(requests[0]?.token).toBe('Bearer t1');
});

test('a refusal carries the sentence of the server', async () => {
  fakeRest({ 'POST /api/auth/login': () => [401, problem('invalid_credentials', 'Incorrect username or password.')] });
  const refusal = await refusalOf(login({ username: 'Ann', password: 'wrong' }));
  expect(refusal).toMatchObject({ status: 401, code: 'invalid_credentials' });
  expect(sentenceFor(refusal)).toBe('Incorrect username or password.');
});

test('a refused form says what is wrong beside each field, and nothing twice', async () => {
  const errors = [{ field: 'username', message: 'is too short' }];
  fakeRest({ 'POST /api/auth/login': () => [422, problem('invalid_request', 'Some fields are not valid.', errors)] });
  const refusal = await refusalOf(login({ username: 'A', password: 'x' }));
  expect(fieldError(refusal, 'username')).toBe('The username is too short.');
  expect(formError(refusal, ['username'])).toBeUndefined();
  expect(formError(refusal, ['other'])).toBe('The username is too short.');
});

const OVER = [401, problem('not_authenticated', 'Please sign in.')] as const;

/** A server that takes only the access token `good`, and gives the next pair for `r1`. */
function renewingServer(good: string) {
  return fakeRest({
    'GET /api/auth/me': ({ token }) => (token === `Bearer ${good}` ? [200, { id: 7 }] : OVER),
    'POST /api/auth/refresh': ({ body }) => ((body as { refresh_token: string }).refresh_token === 'r1' ? [200, tokens(2)] : OVER),
  });
}

test('a refused token is renewed once, for all who wait, and the call goes on', async () => {
  signIn();
  const requests = renewingServer('t2');
  const session = currentSession();
  expect(await Promise.all([fetchMe({}), fetchMe({}), fetchMe({})])).toEqual([{ id: 7 }, { id: 7 }, { id: 7 }]);
  expect(requests.filter(({ url }) => url.pathname === '/api/auth/refresh')).toHaveLength(1);
  expect(currentSession()).toBe(session);
});

test('a token that ends soon is renewed before it is shown', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  signIn();
  vi.setSystemTime(1_790_000);
  const requests = renewingServer('t2');
  await fetchMe({});
  expect(requests.map(({ url, token }) => [url.pathname, token])).toEqual([
    ['/api/auth/refresh', null],
    ['/api/auth/me', 'Bearer t2'],
  ]);
  vi.useRealTimers();
});

test('a session whose token is not renewed is over', async () => {
  signIn();
  fakeRest({ 'GET /api/auth/me': () => OVER, 'POST /api/auth/refresh': () => OVER });
  expect((await refusalOf(fetchMe({}))).status).toBe(401);
  expect(currentSession()).toBeNull();
  expect(wasSessionLost()).toBe(true);
  signIn();
  expect(wasSessionLost()).toBe(false);
});

test('a session that was ended on purpose is not lost, whatever the server said meanwhile', async () => {
  signIn();
  fakeRest({ 'GET /api/auth/me': () => OVER, 'POST /api/auth/refresh': () => OVER });
  await refusalOf(fetchMe({}));
  endSession();
  expect(wasSessionLost()).toBe(false);
});

test('a server that can not be asked ends no session', async () => {
  signIn();
  fakeRest({ 'GET /api/auth/me': () => OVER, 'POST /api/auth/refresh': () => [503, problem('unavailable', 'Later.')] });
  expect((await refusalOf(fetchMe({}))).status).toBe(503);
  expect(currentSession()).not.toBeNull();
});

test('what another tab has renewed meanwhile is used', async () => {
  signIn();
  localStorage.setItem('rostra.session', JSON.stringify({ id: currentSession(), refresh: 'r9' }));
  const requests = fakeRest({
    'GET /api/auth/me': ({ token }) => (token === 'Bearer t10' ? [200, { id: 7 }] : OVER),
    'POST /api/auth/refresh': () => [200, tokens(10)],
  });
  await fetchMe({});
  expect(requests[1]?.body).toEqual({ refresh_token: 'r9' });
});

test('a late answer brings no session back that was ended', async () => {
  signIn();
  fakeRest({
    'GET /api/auth/me': () => OVER,
    'POST /api/auth/refresh': () => {
      endSession();
      return [200, tokens(2)];
    },
  });
  expect((await refusalOf(fetchMe({}))).status).toBe(401);
  expect(currentSession()).toBeNull();
});

test('nothing but the refresh token is kept', () => {
  signIn();
  expect(Object.values({ ...localStorage }).join(' ')).not.toContain('t1');
});

test('a refusal for a while says until when', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: 5000 });
  vi.stubGlobal('fetch', async () => Response.json(problem('rate_limited', 'Too many.'), { status: 429, headers: { 'Retry-After': '7' } }));
  expect((await refusalOf(fetchMe({}))).until).toBe(12_000);
  vi.useRealTimers();
});

test('a page of a proxy instead of a problem still gives a sentence', async () => {
  vi.stubGlobal('fetch', async () => new Response('<html>Bad Gateway</html>', { status: 502 }));
  expect((await refusalOf(fetchMe({}))).status).toBe(502);
});

test('an unreachable server is told as such', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(sentenceFor(await refusalOf(fetchMe({})))).toMatch(/Can't reach the server/);
});
