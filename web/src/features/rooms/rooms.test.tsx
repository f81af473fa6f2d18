import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { Room, ServerEvent } from '~/protocol/types';
import { ANN, ANNS_ACCOUNT, BOB, roomOf, subscribedAt } from '~/testing/builders';
import { fakeRest, problem } from '~/testing/fake-rest';
import { FakeWebSocket, fakeWebSockets } from '~/testing/fake-web-socket';
import { renderApp } from '~/testing/render-app';
import { signIn } from '~/testing/signed-in';

const kitchen = roomOf({ id: 4, name: 'Kitchen', created_by: BOB.id });

const page = () => [200, { messages: [], next_cursor: null }] as const;
const tell = (event: ServerEvent) => act(() => FakeWebSocket.last.tell(event));

let mine: Room[];
let isListBroken: boolean;
let requests: ReturnType<typeof fakeRest>;

beforeEach(() => {
  fakeWebSockets();
  signIn();
  mine = [roomOf()];
  isListBroken = false;
  requests = fakeRest({
    'GET /api/auth/me': () => [200, ANNS_ACCOUNT],
    'POST /api/auth/ws-ticket': () => [200, { ticket: 'once', expires_in: 30 }],
    'GET /api/rooms': () => (isListBroken ? [403, problem('odd', 'Not now.')] : [200, mine]),
    'POST /api/rooms': ({ body }) => {
      if (mine.some((room) => room.name === (body as Partial<Room>).name)) return [400, problem('room_name_taken', 'A room of this name already exists; choose another name.')];
      mine = [...mine, roomOf({ ...(body as Partial<Room>), id: 5 })];
      return [201, mine.at(-1)];
    },
    'GET /api/rooms/discover': () =>
      isListBroken ? [403, problem('odd', 'Not now.')] : [200, [{ ...roomOf(), is_member: true }, { ...kitchen, is_member: false }]],
    'GET /api/rooms/4': () => [403, problem('not_a_member', 'Not a member of this room; join it first.')],
    'GET /api/rooms/6': () => [404, problem('room_not_found', 'Room not found.')],
    'POST /api/rooms/4/join': () => {
      mine = [...mine, kitchen];
      return [200, { status: 'ok' }];
    },
    'POST /api/rooms/4/leave': () => [200, { status: 'ok' }],
    'DELETE /api/rooms/3': () => [204],
    'PATCH /api/rooms/3': ({ body }) => {
      const form = body as Partial<Room>;
      if (form.name === 'Kitchen') return [400, problem('room_name_taken', 'A room of this name already exists; choose another name.')];
      return [200, roomOf(form)];
    },
    'GET /api/rooms/3/messages': page,
    'GET /api/rooms/4/messages': page,
    'GET /api/rooms/5/messages': page,
  });
});

async function chooseInMenu(user: ReturnType<typeof renderApp>, item: string) {
  await user.click(await screen.findByRole('button', { name: 'Room menu' }));
  await user.click(screen.getByRole('menuitem', { name: item }));
}

const list = () => screen.getByRole('navigation', { name: 'Rooms' });

test('unread messages are counted on the room and in the title, but not where one looks', async () => {
  mine = [roomOf({ unread_count: 2 }), { ...kitchen, unread_count: 3 }];
  renderApp('/rooms/3');
  await screen.findByRole('heading', { name: 'Garden' });
  expect(await within(list()).findByRole('link', { name: /Kitchen 3 unread/ })).toBeDefined();
  expect(within(list()).getByRole('link', { name: 'Garden' })).toBeDefined();
  expect(document.title).toBe('(3) Garden – Rostra');
});

test('a new room is opened; a taken name is told', async () => {
  const user = renderApp('/rooms');
  await user.click(await screen.findByRole('button', { name: 'New room' }));
  const dialog = screen.getByRole('dialog', { name: 'New room' });
  expect(document.activeElement).toBe(within(dialog).getByLabelText('Name'));
  await user.keyboard('Garden');
  await user.click(within(dialog).getByRole('button', { name: 'Create room' }));
  expect(await within(dialog).findByText(/already exists/)).toBeDefined();
  expect(within(dialog).getByLabelText('Name').getAttribute('aria-invalid')).toBe('true');
  await user.type(within(dialog).getByLabelText('Name'), ' Shed');
  await user.click(within(dialog).getByRole('radio', { name: /Members only/ }));
  await user.click(within(dialog).getByRole('button', { name: 'Create room' }));
  expect(await screen.findByRole('heading', { name: 'Garden-Shed' })).toBeDefined();
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(requests.findLast((request) => request.method === 'POST')?.body).toEqual({ name: 'Garden Shed', kind: 'private' });
});

test('a found room is joined and opened', async () => {
  const user = renderApp('/rooms');
  await user.click(await screen.findByRole('button', { name: 'Find rooms' }));
  await user.click(await screen.findByRole('button', { name: 'Join Kitchen' }));
  expect(await screen.findByRole('heading', { name: 'Kitchen' })).toBeDefined();
  expect(within(list()).getByRole('link', { name: 'Kitchen' })).toBeDefined();
});

const asked = () => requests.filter(({ url }) => url.pathname === '/api/rooms/discover').map(({ url }) => url.searchParams.get('q'));

test('rooms are looked for when one pauses in typing, not with every letter', async () => {
  const user = renderApp('/rooms');
  await user.click(await screen.findByRole('button', { name: 'Find rooms' }));
  await screen.findByRole('button', { name: 'Join Kitchen' });
  await user.type(screen.getByLabelText('Name of the room'), 'kitchen');
  await waitFor(() => expect(asked()).toEqual([null, 'kitchen']));
});

test('who looks for rooms too often is told when the answer comes, and what was found before stays', async () => {
  const user = renderApp('/rooms');
  await user.click(await screen.findByRole('button', { name: 'Find rooms' }));
  await screen.findByRole('button', { name: 'Join Kitchen' });
  let isLimited = true;
  const answer = globalThis.fetch;
  vi.stubGlobal('fetch', async (input: string, init?: RequestInit) =>
    isLimited && input.includes('discover')
      ? Response.json(problem('rate_limited', 'Too many requests.'), { status: 429, headers: { 'Retry-After': '1' } })
      : answer(input, init),
  );
  await user.type(screen.getByLabelText('Name of the room'), 'kitchen');
  expect((await screen.findByText(/Too many searches at once/)).textContent).toBe('Too many searches at once. Looking again in 1 s.');
  expect(screen.getByRole('button', { name: 'Join Kitchen' })).toBeDefined();
  isLimited = false;
  await waitFor(() => expect(screen.queryByText(/Too many searches/)).toBeNull());
});

test('rooms that can not be looked for are looked for again on demand', async () => {
  isListBroken = true;
  const user = renderApp('/rooms');
  await user.click(await screen.findByRole('button', { name: 'Find rooms' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Find rooms' }));
  expect((await dialog.findByRole('alert')).textContent).toBe('Not now.');
  isListBroken = false;
  await user.click(dialog.getByRole('button', { name: 'Try again' }));
  expect(await dialog.findByRole('button', { name: 'Join Kitchen' })).toBeDefined();
});

test('a link to a public room offers to join it, and leads there', async () => {
  const user = renderApp('/rooms/4');
  await user.click(await screen.findByRole('button', { name: 'Join the room' }));
  expect(await screen.findByRole('heading', { name: 'Kitchen' })).toBeDefined();
  expect(requests.filter((request) => request.method === 'POST' && request.url.pathname === '/api/rooms/4/join')).toHaveLength(1);
});

test('a link to a room that is private or gone offers nothing of the kind', async () => {
  renderApp('/rooms/6');
  expect(await screen.findByText(/It was deleted, or it is private/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Join the room' })).toBeNull();
});

test('a list of rooms that can not be read is no reason to call a room unknown', async () => {
  isListBroken = true;
  const user = renderApp('/rooms/3');
  expect(await screen.findByText('The room could not be opened.')).toBeDefined();
  expect(screen.queryByText('You are not in this room.')).toBeNull();
  isListBroken = false;
  await user.click(within(screen.getByRole('main')).getByRole('button', { name: 'Try again' }));
  expect(await screen.findByRole('heading', { name: 'Garden' })).toBeDefined();
});

test('a member leaves after being asked', async () => {
  mine = [kitchen];
  const user = renderApp('/rooms/4');
  await chooseInMenu(user, 'Leave room');
  const dialog = screen.getByRole('dialog', { name: 'Leave Kitchen?' });
  mine = [];
  await user.click(within(dialog).getByRole('button', { name: 'Leave room' }));
  expect(await screen.findByText('You are in no room yet.')).toBeDefined();
});

test('who leaves is told how many messages are not sent yet and will be lost', async () => {
  mine = [kitchen];
  const user = renderApp('/rooms/4');
  await user.type(await screen.findByLabelText('Message to Kitchen'), 'one{Enter}');
  await chooseInMenu(user, 'Leave room');
  expect(screen.getByText('One message of yours is not sent yet. It is thrown away when you leave.')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Stay' }));
  await user.type(screen.getByLabelText('Message to Kitchen'), 'two{Enter}');
  await chooseInMenu(user, 'Leave room');
  expect(screen.getByText('2 messages of yours are not sent yet. They are thrown away when you leave.')).toBeDefined();
});

test('the creator is told why there is no leaving, and may delete', async () => {
  const user = renderApp('/rooms/3');
  await chooseInMenu(user, 'Delete room');
  const dialog = screen.getByRole('dialog', { name: 'Delete Garden?' });
  expect(within(dialog).getByText(/can't leave it/)).toBeDefined();
  mine = [];
  await user.click(within(dialog).getByRole('button', { name: 'Delete room' }));
  expect(await screen.findByText('You are in no room yet.')).toBeDefined();
  expect(requests.some((request) => request.method === 'DELETE')).toBe(true);
});

test('the creator renames; what is refused is told beside the field', async () => {
  const user = renderApp('/rooms/3');
  await chooseInMenu(user, 'Rename and describe');
  const dialog = screen.getByRole('dialog', { name: 'Rename and describe' });
  const field = within(dialog).getByLabelText<HTMLInputElement>('Name');
  expect(field.value).toBe('Garden');
  await user.clear(field);
  await user.type(field, 'Kitchen');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(await within(dialog).findByText(/already exists/)).toBeDefined();
  await user.clear(field);
  await user.type(field, 'My Garden');
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect(await screen.findByRole('heading', { name: 'My-Garden' })).toBeDefined();
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('the whole name and description can be read without pointing at them', async () => {
  const name = 'A-very-long-name-that-no-header-has-room-for';
  mine = [roomOf({ name, description: 'Plants, people and all that grows between them' })];
  const user = renderApp('/rooms/3');
  await chooseInMenu(user, 'About this room');
  const dialog = screen.getByRole('dialog', { name: 'About this room' });
  expect(within(dialog).getByText(name)).toBeDefined();
  expect(within(dialog).getByText('Plants, people and all that grows between them')).toBeDefined();
  expect(within(dialog).getByText('Public room, 2 members')).toBeDefined();
});

test('who is in the room is listed, as they come and go', async () => {
  renderApp('/rooms/3');
  await screen.findByRole('heading', { name: 'Garden' });
  act(() => FakeWebSocket.last.accept());
  tell(subscribedAt(0, { online_users: [ANN], online_count: 1 }));
  tell({ type: 'user_joined', room_id: 3, user: BOB });
  const panel = screen.getByRole('complementary', { name: 'Who is here' });
  expect(within(panel).getAllByRole('listitem').map((item) => item.textContent)).toEqual(['AAnnyou', 'BBob']);
  tell({ type: 'user_left', room_id: 3, user: BOB });
  expect(within(panel).getAllByRole('listitem')).toHaveLength(1);
});
