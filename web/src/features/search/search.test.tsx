import { screen, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { ANNS_ACCOUNT, messageOf, messagesOf, roomOf } from '~/testing/builders';
import { type Answer, fakeRest, problem } from '~/testing/fake-rest';
import { fakeWebSockets } from '~/testing/fake-web-socket';
import { renderApp } from '~/testing/render-app';
import { signIn } from '~/testing/signed-in';

const found = messageOf(2, { content: 'the green ladder' });
let search: Answer;

beforeEach(() => {
  fakeWebSockets();
  makeScreen('wide');
  signIn();
  search = () => [200, { messages: [found], next_cursor: null }];
  fakeRest({
    'GET /api/auth/me': () => [200, ANNS_ACCOUNT],
    'GET /api/rooms': () => [200, [roomOf()]],
    'GET /api/rooms/3/messages': () => [200, { messages: messagesOf(1, 3).toReversed(), next_cursor: null }],
    'GET /api/rooms/3/messages/search': (request) => search(request),
  });
});

const makeScreen = (size: 'wide' | 'narrow') =>
  vi.stubGlobal('matchMedia', () => ({ matches: size === 'wide', addEventListener() {}, removeEventListener() {} }));

async function searchFor(words: string) {
  const user = renderApp('/rooms/3');
  await user.click(await screen.findByRole('button', { name: 'Search messages' }));
  await user.type(screen.getByRole('searchbox', { name: 'Words to find' }), words);
  return user;
}

const results = () => screen.findByRole('list', { name: 'Found messages' });

test('where the search covers the conversation it makes way for what was chosen', async () => {
  makeScreen('narrow');
  const user = await searchFor('ladder');
  await user.click(within(await results()).getByRole('button'));
  expect(screen.queryByRole('dialog', { name: 'Search' })).toBeNull();
  expect(screen.getByRole('log')).toBeDefined();
});

test('beside the conversation it stays', async () => {
  const user = await searchFor('ladder');
  await user.click(within(await results()).getByRole('button'));
  expect(screen.getByRole('complementary', { name: 'Search' })).toBeDefined();
});

test('a search that failed says so rather than that there is nothing, and is tried again', async () => {
  search = () => [403, problem('not_a_member', 'Not a member of this room; join it first.')];
  const user = await searchFor('ladder');
  expect((await screen.findByRole('alert')).textContent).toBe('Not a member of this room; join it first.');
  expect(screen.queryByText('Nothing found.')).toBeNull();
  search = () => [200, { messages: [found], next_cursor: null }];
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('1 message found.')).toBeDefined();
});

test('a further page that failed is tried again, and what was found stays', async () => {
  search = ({ url }) => (url.searchParams.has('cursor') ? [403, problem('not_a_member', 'Not a member.')] : [200, { messages: [found], next_cursor: 'c' }]);
  const user = await searchFor('ladder');
  await user.click(await screen.findByRole('button', { name: 'Load more' }));
  expect((await screen.findByRole('alert')).textContent).toBe('Not a member.');
  expect(within(await results()).getAllByRole('listitem')).toHaveLength(1);
  search = () => [200, { messages: [messageOf(1, { content: 'a ladder' })], next_cursor: null }];
  await user.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('2 messages found.')).toBeDefined();
});
