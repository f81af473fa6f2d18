import { screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { AdminAccount, AdminRoom } from '~/protocol/types';
import { ANN, ANNS_ACCOUNT, BOB } from '~/testing/builders';
import { type Answers, fakeRest, problem } from '~/testing/fake-rest';
import { fakeWebSockets } from '~/testing/fake-web-socket';
import { renderApp } from '~/testing/render-app';
import { signIn } from '~/testing/signed-in';
import { shownSize } from './figures';

// As the reader's language has it.
const UTC_DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });
const OPENED = '2026-01-31T12:00:00.000000Z';

const accountOf = (given: Partial<AdminAccount>): AdminAccount => ({
  ...BOB,
  email: 'bob@example.org',
  created_at: OPENED,
  is_admin: false,
  disabled_at: null,
  ...given,
});
const ann = accountOf({ ...ANN, email: 'ann@example.org', is_admin: true });
const bob = accountOf({});
const cem = accountOf({ id: 9, username: 'Cem', email: 'cem@example.org', disabled_at: '2026-02-01T12:00:00.000000Z' });

const roomOf = (given: Partial<AdminRoom>): AdminRoom => ({
  id: 3,
  name: 'My Garden',
  kind: 'public',
  creator: 'Dora',
  created_at: OPENED,
  member_count: 1,
  message_count: 1200,
  ...given,
});

const refused = () => [403, problem('not_an_administrator', 'Only an administrator can do this.')] as const;

let rooms: AdminRoom[];

/** Shows the page to Ann, an administrator; `given` answers before what a well-meaning server says. */
function openPage(given: Answers = {}) {
  const requests = fakeRest({
    'GET /api/auth/me': () => [200, { ...ANNS_ACCOUNT, is_admin: true }],
    'GET /api/admin/users': ({ url }) => {
      const words = url.searchParams.get('q')?.toLowerCase() ?? '';
      return [200, { users: [ann, bob, cem].filter(({ username }) => username.toLowerCase().includes(words)), next_cursor: null }];
    },
    'GET /api/admin/rooms': () => [200, { rooms, next_cursor: null }],
    'GET /api/admin/storage': () => [200, { users: 3, rooms: 2, messages: 1205, sessions: 4, database_bytes: 2_500_000 }],
    'GET /api/admin/activity': () => [200, { days: [{ day: '2026-01-30T00:00:00.000000Z', messages: 5, users: 3 }, { day: '2026-01-31T00:00:00.000000Z', messages: 1200, users: 0 }] }],
    ...given,
  });
  return { requests, user: renderApp('/admin') };
}

const lineOf = async (name: string) => {
  const line = (await screen.findByText(name)).closest('li');
  if (line === null) throw new Error(`${name} is in no list`);
  return within(line);
};
const accounts = () => within(screen.getByRole('list', { name: 'Accounts' }));
const button = (name: string) => screen.findByRole('button', { name });

beforeEach(() => {
  fakeWebSockets();
  signIn();
  rooms = [roomOf({}), roomOf({ id: 4, name: 'Cellar', kind: 'private', creator: 'Dora', member_count: 2, message_count: 5 })];
});

test('who is no administrator is told so, with a way back, and nothing is asked of the server', async () => {
  const { requests } = openPage({ 'GET /api/auth/me': () => [200, ANNS_ACCOUNT] });
  expect(await screen.findByText('Only administrators can open this page.')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Back to the rooms' }).getAttribute('href')).toBe('/rooms');
  expect(requests.filter(({ url }) => url.pathname.startsWith('/api/admin'))).toEqual([]);
});

test.each([
  [true, 1],
  [false, 0],
])('the settings lead to the page if one is an administrator: %s', async (isAdmin, links) => {
  fakeRest({
    'GET /api/auth/me': () => [200, { ...ANNS_ACCOUNT, is_admin: isAdmin }],
    'GET /api/auth/sessions': () => [200, { sessions: [] }],
  });
  renderApp('/settings');
  await screen.findByRole('heading', { name: 'Settings' });
  expect(screen.queryAllByRole('link', { name: 'Open the administration' })).toHaveLength(links);
});

test('everybody is listed as they are, and there are no orders against oneself', async () => {
  openPage();
  const mine = await lineOf('Ann');
  expect(mine.getByText('you')).toBeDefined();
  expect(mine.getByText('administrator')).toBeDefined();
  expect(mine.queryAllByRole('button')).toEqual([]);
  expect((await lineOf('Bob')).queryByText(/administrator|disabled/)).toBeNull();
  expect((await lineOf('Cem')).getByText(/^disabled since/)).toBeDefined();
});

test('people are looked for by name once the typing pauses', async () => {
  const { requests, user } = openPage();
  await screen.findByText('Cem');
  await user.type(screen.getByLabelText('Find people by name'), ' bo ');
  await expect.poll(() => accounts().queryByText('Cem')).toBeNull();
  expect(accounts().getByText('Bob')).toBeDefined();
  const asked = requests.filter(({ url }) => url.pathname === '/api/admin/users').map(({ url }) => url.searchParams.get('q'));
  expect(asked).toEqual([null, 'bo']);
});

test('that nobody is called so is told', async () => {
  const { user } = openPage();
  await user.type(await screen.findByLabelText('Find people by name'), 'zoe');
  expect(await screen.findByText('Nobody is called that.')).toBeDefined();
});

test('words that the server does not take are told beside the field', async () => {
  const { user } = openPage({
    'GET /api/admin/users': ({ url }) =>
      url.searchParams.has('q')
        ? [422, problem('invalid_request', 'Some fields are not valid.', [{ field: 'q', message: 'must be at most 200 characters long' }])]
        : [200, { users: [ann], next_cursor: null }],
  });
  await user.type(await screen.findByLabelText('Find people by name'), 'long');
  expect(await screen.findByText('What you look for must be at most 200 characters long.')).toBeDefined();
  expect(screen.queryByText('Some fields are not valid.')).toBeNull();
});

test('more people are shown when asked for, and a page that fails is asked for again', async () => {
  let failures = 1;
  const { user } = openPage({
    'GET /api/admin/users': ({ url }) => {
      if (url.searchParams.get('cursor') === null) return [200, { users: [ann], next_cursor: 'after-ann' }];
      return failures-- > 0 ? refused() : [200, { users: [bob], next_cursor: null }];
    },
  });
  await user.click(await button('Show more people'));
  expect((await screen.findByRole('alert')).textContent).toBe('Only an administrator can do this.');
  await user.click(await button('Try again'));
  expect(await screen.findByText('Bob')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Show more people' })).toBeNull();
});

test('disabling asks first, and shows the account as the server has it then', async () => {
  const { requests, user } = openPage({ 'POST /api/admin/users/8/disable': () => [200, { ...bob, disabled_at: OPENED }] });
  const orders = () => requests.filter(({ method }) => method === 'POST').map(({ url }) => url.pathname).filter((path) => path.startsWith('/api/admin'));
  await user.click(await button('Disable Bob'));
  await user.click(within(screen.getByRole('dialog', { name: 'Disable Bob?' })).getByRole('button', { name: 'Cancel' }));
  expect(orders()).toEqual([]);
  await user.click(await button('Disable Bob'));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Disable' }));
  expect(await button('Enable Bob')).toBeDefined();
  expect((await lineOf('Bob')).getByText(/^disabled since/)).toBeDefined();
  expect(screen.getByText('Bob is disabled.')).toBeDefined();
  expect(orders()).toEqual(['/api/admin/users/8/disable']);
});

test('enabling lets somebody in at once', async () => {
  const { user } = openPage({ 'POST /api/admin/users/9/enable': () => [200, { ...cem, disabled_at: null }] });
  await user.click(await button('Enable Cem'));
  expect(await button('Disable Cem')).toBeDefined();
  expect((await lineOf('Cem')).queryByText(/^disabled since/)).toBeNull();
});

test('why somebody is not disabled is told in their line', async () => {
  const words = 'This is the last administrator; make somebody else one first.';
  const { user } = openPage({ 'POST /api/admin/users/8/disable': () => [409, problem('last_administrator', words)] });
  await user.click(await button('Disable Bob'));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Disable' }));
  await screen.findByRole('alert');
  expect((await lineOf('Bob')).getByRole('alert').textContent).toBe(words);
  expect(await button('Disable Bob')).toBeDefined();
});

test('a new password is shown once, copied, and gone with the dialog', async () => {
  const { user } = openPage({ 'POST /api/admin/users/8/reset-password': () => [200, { password: 'river-stone-9' }] });
  await user.click(await button('Reset password of Bob'));
  await user.click(within(screen.getByRole('dialog', { name: 'Reset the password of Bob?' })).getByRole('button', { name: 'Reset password' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'New password of Bob' }));
  expect(dialog.getByText('river-stone-9')).toBeDefined();
  expect(document.activeElement).toBe(dialog.getByRole('button', { name: 'Copy' }));
  await user.click(dialog.getByRole('button', { name: 'Copy' }));
  expect(await dialog.findByText('Copied.')).toBeDefined();
  expect(await navigator.clipboard.readText()).toBe('river-stone-9');
  await user.click(dialog.getByRole('button', { name: 'Done' }));
  expect(screen.queryByText('river-stone-9')).toBeNull();
  await user.click(await button('Reset password of Bob'));
  expect(screen.getByRole('dialog', { name: 'Reset the password of Bob?' })).toBeDefined();
});

test('why there is no new password is told in the dialog', async () => {
  const { user } = openPage({ 'POST /api/admin/users/8/reset-password': () => [404, problem('user_not_found', 'There is no such user.')] });
  await user.click(await button('Reset password of Bob'));
  const dialog = within(screen.getByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Reset password' }));
  expect((await dialog.findByRole('alert')).textContent).toBe('There is no such user.');
});

test('a room tells what is in it, and is deleted after a question that names it', async () => {
  const { user } = openPage({
    'DELETE /api/admin/rooms/3': () => {
      rooms = rooms.filter(({ id }) => id !== 3);
      return [204];
    },
  });
  expect((await lineOf('My-Garden')).getByText(`1 member, ${(1200).toLocaleString()} messages`)).toBeDefined();
  expect((await lineOf('Cellar')).getByText('private')).toBeDefined();
  await user.click(await button('Delete My-Garden'));
  await user.click(within(screen.getByRole('dialog', { name: 'Delete My-Garden?' })).getByRole('button', { name: 'Delete room' }));
  const told = await screen.findByText('My-Garden is deleted.');
  expect(document.activeElement).toBe(told);
  expect(within(screen.getByRole('list', { name: 'All rooms' })).getAllByRole('listitem')).toHaveLength(1);
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('why a room is not deleted is told in the dialog', async () => {
  const { user } = openPage({ 'DELETE /api/admin/rooms/3': () => [404, problem('room_not_found', 'There is no such room.')] });
  await user.click(await button('Delete My-Garden'));
  const dialog = within(screen.getByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Delete room' }));
  expect((await dialog.findByRole('alert')).textContent).toBe('There is no such room.');
});

test('the figures and the days are told, newest day first', async () => {
  openPage();
  const size = (await screen.findByText('Database')).parentElement;
  expect(size?.textContent).toBe(`Database${shownSize(2_500_000)}`);
  const table = within(await screen.findByRole('table', { name: /^The last 30 days/ }));
  expect(table.getAllByRole('rowheader').map(({ textContent }) => textContent)).toEqual(['2026-01-31', '2026-01-30'].map((day) => UTC_DAY.format(new Date(day))));
  const [, newest] = table.getAllByRole('row');
  expect(newest && within(newest).getAllByRole('cell').map(({ textContent }) => textContent)).toEqual([(1200).toLocaleString(), '0']);
});

test('what can not be read is told where it is missing, and the rest is shown', async () => {
  openPage({ 'GET /api/admin/storage': refused, 'GET /api/admin/activity': refused });
  const figures = within(await screen.findByRole('region', { name: 'Figures' }));
  expect((await figures.findByRole('alert')).textContent).toBe('Only an administrator can do this.');
  expect(await within(screen.getByRole('region', { name: 'Day by day' })).findByRole('button', { name: 'Try again' })).toBeDefined();
  expect(await screen.findByText('Bob')).toBeDefined();
});
