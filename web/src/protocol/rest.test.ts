import { expect, test, vi } from 'vitest';
import { fakeRest, problem } from '~/testing/fake-rest';
import { fetchHistory, fetchMe, login } from './api';
import { type RequestFailed, fieldError, formError, sentenceFor } from './problem';
import { currentToken, keepToken } from './token';

const refusalOf = (call: Promise<unknown>) =>
  call.then(
    () => expect.fail('the call succeeded'),
    (error: unknown) => error as RequestFailed,
  );

test('a call fills the path, asks with the query and shows the token', async () => {
  keepToken('t1');
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
  expect(fieldError(refusal, 'username')).toBe('is too short');
  expect(formError(refusal, ['username'])).toBeUndefined();
  expect(formError(refusal, ['other'])).toBe('Some fields are not valid.');
});

test('a token that is good no more is dropped', async () => {
  keepToken('old');
  fakeRest({ 'GET /api/auth/me': () => [401, problem('not_authenticated', 'Please sign in.')] });
  await refusalOf(fetchMe({}));
  expect(currentToken()).toBeNull();
});

test('a late refusal of an old token leaves the new one alone', async () => {
  keepToken('old');
  fakeRest({
    'GET /api/auth/me': () => {
      keepToken('new');
      return [401, problem('not_authenticated', 'Please sign in.')];
    },
  });
  await refusalOf(fetchMe({}));
  expect(currentToken()).toBe('new');
});

test('a page of a proxy instead of a problem still gives a sentence', async () => {
  vi.stubGlobal('fetch', async () => new Response('<html>Bad Gateway</html>', { status: 502 }));
  expect((await refusalOf(fetchMe({}))).status).toBe(502);
});

test('an unreachable server is told as such', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(sentenceFor(await refusalOf(fetchMe({})))).toMatch(/Can't reach the server/);
});
