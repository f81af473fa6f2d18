import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { currentSession, loseSession } from '~/protocol/session';
import { ANNS_ACCOUNT, roomOf } from '~/testing/builders';
import { fakeRest, problem } from '~/testing/fake-rest';
import { fakeWebSockets } from '~/testing/fake-web-socket';
import { renderApp } from '~/testing/render-app';
import { signIn, tokens } from '~/testing/signed-in';

const signedIn = {
  'GET /api/auth/me': () => [200, ANNS_ACCOUNT] as const,
  'GET /api/rooms': () => [200, [roomOf()]] as const,
  'GET /api/rooms/3/messages': () => [200, { messages: [], next_cursor: null }] as const,
};

const overSession = () => [401, problem('not_authenticated', 'Please sign in.')] as const;

beforeEach(fakeWebSockets);

test('a stranger finds the ways in', () => {
  renderApp('/');
  expect(screen.getByRole('link', { name: 'Sign up' }).getAttribute('href')).toBe('/register');
  expect(screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/login');
});

test('signing in leads to where one wanted to be', async () => {
  fakeRest({ ...signedIn, 'POST /api/auth/login': () => [200, tokens(1)] });
  const user = renderApp('/rooms/3');
  await user.type(screen.getByLabelText('Username'), 'Ann');
  await user.type(screen.getByLabelText('Password'), 'correct horse');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(await screen.findByRole('heading', { name: 'Garden' })).toBeDefined();
});

test('a wrong password is told, and what was typed stays', async () => {
  fakeRest({ 'POST /api/auth/login': () => [401, problem('invalid_credentials', 'Incorrect username or password.')] });
  const user = renderApp('/login');
  await user.type(screen.getByLabelText('Username'), 'Ann');
  await user.type(screen.getByLabelText('Password'), 'wrong');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  expect((await screen.findByRole('alert')).textContent).toBe('Incorrect username or password.');
  expect(screen.getByLabelText<HTMLInputElement>('Username').value).toBe('Ann');
});

test('what is wrong with a field is said beside it', async () => {
  const errors = [{ field: 'password', message: 'must be at least 8 characters long' }];
  fakeRest({ 'POST /api/auth/register': () => [422, problem('invalid_request', 'Some fields are not valid.', errors)] });
  const user = renderApp('/register');
  await user.type(screen.getByLabelText('Username'), 'Ann');
  await user.type(screen.getByLabelText('E-mail'), 'ann@example.org');
  await user.type(screen.getByLabelText('Password'), 'short');
  await user.click(screen.getByRole('button', { name: 'Sign up' }));
  expect(await screen.findByText('The password must be at least 8 characters long.')).toBeDefined();
  expect(screen.getByLabelText('Password').getAttribute('aria-invalid')).toBe('true');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('a session that is over leads to the sign-in page', async () => {
  signIn();
  fakeRest({ 'GET /api/auth/me': overSession, 'POST /api/auth/refresh': overSession });
  const user = renderApp('/rooms/3?at=41');
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeDefined();
  expect(screen.getByText(/You were signed out: the session has expired, or was ended/)).toBeDefined();
  const requests = fakeRest({ ...signedIn, 'POST /api/auth/login': () => [200, tokens(1)] });
  await user.type(screen.getByLabelText('Username'), 'Ann');
  await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
  expect(await screen.findByRole('heading', { name: 'Garden' })).toBeDefined();
  await waitFor(() => expect(requests.some(({ url }) => url.pathname === '/api/rooms/3/messages/41/context')).toBe(true));
});

test('who signs out is not led back, nor is the next person led to where they were', async () => {
  signIn();
  fakeRest({ ...signedIn, 'POST /api/auth/logout': () => [204], 'POST /api/auth/login': () => [200, tokens(2)] });
  const user = renderApp('/rooms/3');
  await screen.findByRole('heading', { name: 'Garden' });
  await user.click(screen.getByRole('button', { name: 'Sign out' }));
  await user.type(await screen.findByLabelText('Username'), 'Bob');
  await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
  expect(await screen.findByText('Choose a room')).toBeDefined();
});

test.each([
  ['leads back who was signed out', ANNS_ACCOUNT, () => screen.findByRole('heading', { name: 'Garden' })],
  ['leads nobody else there', { ...ANNS_ACCOUNT, id: 8, username: 'Bob' }, () => screen.findByText('Choose a room')],
])('a session that ends while one looks at a room %s', async (_, next, arrival) => {
  signIn();
  fakeRest(signedIn);
  const user = renderApp('/rooms/3');
  await screen.findByRole('heading', { name: 'Garden' });
  act(loseSession);
  fakeRest({ ...signedIn, 'GET /api/auth/me': () => [200, next], 'POST /api/auth/login': () => [200, tokens(2)] });
  await user.type(await screen.findByLabelText('Username'), next.username);
  await user.type(screen.getByLabelText('Password'), 'correct horse{Enter}');
  expect(await arrival()).toBeDefined();
});

test('who signs out, or comes for the first time, is told nothing of a session', async () => {
  signIn();
  fakeRest({ ...signedIn, 'POST /api/auth/logout': () => [204] });
  const user = renderApp('/rooms');
  await user.click(await screen.findByRole('button', { name: 'Sign out' }));
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeDefined();
  expect(screen.queryByText(/session/)).toBeNull();
});

test('signing out ends the session and leaves nothing behind', async () => {
  signIn();
  localStorage.setItem('rostra.draft.8.3', 'half a thought of somebody whose session had ended');
  const requests = fakeRest({ ...signedIn, 'POST /api/auth/logout': () => [204] });
  const user = renderApp('/rooms');
  await user.click(await screen.findByRole('button', { name: 'Sign out' }));
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeDefined();
  expect(currentSession()).toBeNull();
  expect(localStorage).toHaveLength(0);
  expect(requests.find(({ url }) => url.pathname === '/api/auth/logout')?.token).toBe('Bearer t1');
});

test('signing out asks first when something is not sent yet', async () => {
  signIn();
  fakeRest({ ...signedIn, 'POST /api/auth/logout': () => [204] });
  const user = renderApp('/rooms/3');
  await user.type(await screen.findByLabelText('Message to Garden'), 'hello{Enter}');
  await user.click(screen.getByRole('button', { name: 'Sign out' }));
  const question = screen.getByRole('dialog', { name: 'Sign out?' });
  expect(within(question).getByText('Signing out throws away one message that is not sent yet.')).toBeDefined();
  await user.click(within(question).getByRole('button', { name: 'Stay' }));
  expect(currentSession()).not.toBeNull();
  await user.click(screen.getByRole('button', { name: 'Sign out' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Sign out' }));
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeDefined();
});

test('signing out asks first when something was begun and not sent', async () => {
  signIn();
  localStorage.setItem('rostra.draft.7.3', 'half a thought');
  localStorage.setItem('rostra.draft.7.4', 'another one');
  fakeRest({ ...signedIn, 'POST /api/auth/logout': () => [204] });
  const user = renderApp('/rooms/3');
  await user.type(await screen.findByLabelText('Message to Garden'), '!{Enter}');
  await user.click(screen.getByRole('button', { name: 'Sign out' }));
  const question = within(screen.getByRole('dialog', { name: 'Sign out?' }));
  expect(question.getByText('Signing out throws away one message that is not sent yet and one draft.')).toBeDefined();
  await user.click(question.getByRole('button', { name: 'Stay' }));
  expect(localStorage.getItem('rostra.draft.7.4')).toBe('another one');
  await user.click(screen.getByRole('button', { name: 'Sign out' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Sign out' }));
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeDefined();
  expect(localStorage).toHaveLength(0);
});

test('a room that one is not in is told as such', async () => {
  signIn();
  fakeRest(signedIn);
  renderApp('/rooms/99');
  expect(await screen.findByText('You are not in this room.')).toBeDefined();
});

test('what was written for a room that one is not in can be taken along or thrown away', async () => {
  signIn();
  localStorage.setItem('rostra.draft.7.99', JSON.stringify({ text: 'half a thought', replyTo: null }));
  fakeRest(signedIn);
  const user = renderApp('/rooms/99');
  const left = within(await screen.findByRole('region', { name: 'What you wrote here and did not send' }));
  expect(left.getByText('half a thought')).toBeDefined();
  await user.click(left.getByRole('button', { name: 'Copy' }));
  expect(await left.findByText('Copied')).toBeDefined();
  expect(await navigator.clipboard.readText()).toBe('half a thought');
  await user.click(left.getByRole('button', { name: 'Discard' }));
  expect(screen.queryByText('half a thought')).toBeNull();
  expect(localStorage.getItem('rostra.draft.7.99')).toBeNull();
});
