import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ANN, BOB, GARDEN, messageOf, messagesOf, posted, roomOf, subscribedAt } from '~/testing/builders';
import { golden } from '~/testing/golden';
import { fakeRest, problem } from '~/testing/fake-rest';
import { FakeWebSocket, fakeWebSockets } from '~/testing/fake-web-socket';
import { firstSent, show, showLive, tell, withHistory } from '~/testing/show-conversation';

beforeEach(fakeWebSockets);
afterEach(() => vi.restoreAllMocks());

function become(visibility: DocumentVisibilityState): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility);
  act(() => document.dispatchEvent(new Event('visibilitychange')));
}

test('history and live messages stand in one log', async () => {
  const { log } = await showLive(2);
  tell(posted(messageOf(3)));
  expect(within(log).getAllByText(/^message \d$/).map((row) => row.textContent)).toEqual(['message 1', 'message 2', 'message 3']);
});

test('a message is shown at once and settles with its echo', async () => {
  const { user, field, log } = await showLive(1);
  await user.type(field, 'hello{Enter}');
  expect(within(log).getByText('hello').closest('li')?.getAttribute('aria-busy')).toBe('true');
  expect(field.value).toBe('');
  const clientId = await firstSent();
  tell(posted(messageOf(2, { user_id: ANN.id, username: 'Ann', content: 'hello', client_id: clientId })));
  expect(within(log).getAllByText('hello')).toHaveLength(1);
  expect(within(log).getByText('hello').closest('li')?.hasAttribute('aria-busy')).toBe(false);
});

test('Shift and Enter begins a new line', async () => {
  const { user, field } = await showLive(1);
  await user.type(field, 'one{Shift>}{Enter}{/Shift}two');
  expect(field.value).toBe('one\ntwo');
  expect(FakeWebSocket.last.sentAs('send_message')).toEqual([]);
});

test('a refused message says why, can be retried, and taken back for editing', async () => {
  const { user, field } = await showLive(1);
  await user.type(field, 'hello{Enter}');
  const clientId = await firstSent();
  const refuse = () => tell({ type: 'error', message: 'The message to reply to is not in this room.', code: 'reply_not_found', client_id: clientId });
  refuse();
  expect((await screen.findByRole('alert')).textContent).toBe('Not sent. The message to reply to is not in this room.');
  await user.click(screen.getByRole('button', { name: 'Retry' }));
  expect(screen.queryByRole('alert')).toBeNull();
  await waitFor(() => expect(FakeWebSocket.last.sentAs('send_message')).toHaveLength(2));
  refuse();
  await user.click(await screen.findByRole('button', { name: 'Edit' }));
  expect(field.value).toBe('hello');
  expect(document.activeElement).toBe(field);
});

test('a message that failed for the moment is tried again by itself, at once if one likes, and can be thrown away', async () => {
  const { user, field } = await showLive(1);
  await user.type(field, 'hello{Enter}');
  const clientId = await firstSent();
  const fail = () => tell({ type: 'error', message: 'Something went wrong on our side.', code: 'internal', client_id: clientId });
  fail();
  expect(await screen.findByText(/Trying again in \d s\./)).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Try now' }));
  await waitFor(() => expect(FakeWebSocket.last.sentAs('send_message')).toHaveLength(2));
  fail();
  await user.click(await screen.findByRole('button', { name: 'Discard' }));
  expect(screen.queryByText('hello')).toBeNull();
});

test('a room that can not be heard for the moment says that it is tried again', async () => {
  await showLive(1);
  act(() => FakeWebSocket.last.breakOff(1006));
  act(() => window.dispatchEvent(new Event('online')));
  act(() => FakeWebSocket.last.accept());
  tell({ type: 'error', message: 'Something went wrong on our side.', code: 'internal', room_id: GARDEN });
  expect(screen.getByText(/New messages can't be heard at the moment\. Trying again…/)).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('how much may be written is what the server says', async () => {
  const { user, field } = await showLive(1);
  fireEvent.change(field, { target: { value: 'x'.repeat(1002) } });
  expect(screen.queryByText('2 too many')).toBeNull();
  tell(golden('watching'));
  expect(screen.getByText('2 too many')).toBeDefined();
  fireEvent.change(field, { target: { value: 'x'.repeat(995) } });
  expect(screen.getByText('5 left')).toBeDefined();
  tell({ ...golden('watching'), max_message_chars: 300 });
  await user.type(field, '{Enter}');
  const details = [{ field: 'content', message: 'must be at most 300 characters long' }];
  tell({ type: 'error', message: 'Some fields are not valid.', code: 'invalid_request', details, client_id: await firstSent() });
  expect((await screen.findByRole('alert')).textContent).toBe('Not sent. The message must be at most 300 characters long.');
});

test('what is typed is still there when one comes back', async () => {
  const { user, field } = await showLive(1);
  await user.type(field, 'half a thought');
  document.body.replaceChildren();
  show();
  expect(screen.getByLabelText<HTMLTextAreaElement>('Message to Garden').value).toBe('half a thought');
});

test('a server that has enough is given a pause, and nothing is lost', async () => {
  const { user, field } = await showLive(1);
  await user.type(field, 'hello{Enter}');
  tell({ type: 'error', message: 'Too many requests.', code: 'rate_limited', client_id: await firstSent() });
  expect(await screen.findByText(/sent in 3 s/)).toBeDefined();
  expect(screen.getByText('hello')).toBeDefined();
});

test('people typing are named until they are done', async () => {
  await showLive(1);
  tell({ type: 'typing_indicator', room_id: GARDEN, user: BOB });
  expect(screen.getByText('Bob is typing…')).toBeDefined();
  tell(posted(messageOf(2)));
  expect(screen.queryByText('Bob is typing…')).toBeNull();
});

test('the room that is looked at is marked read', async () => {
  await showLive(2);
  tell(posted(messageOf(3)));
  await waitFor(() => expect(FakeWebSocket.last.sentAs('mark_read').at(-1)?.seq).toBe(3));
});

const lastMark = () => FakeWebSocket.last.sentAs('mark_read').at(-1)?.seq;

test.each([
  ['closes the page', () => act(() => window.dispatchEvent(new Event('pagehide')))],
  ['looks at another page', () => become('hidden')],
  ['goes to another room', ({ leaveRoom }: { leaveRoom: () => void }) => leaveRoom()],
] as const)('who %s right after a message came has read it', async (_, leave) => {
  const shown = await showLive(2);
  tell(posted(messageOf(3)));
  await waitFor(() => expect(lastMark()).toBe(3));
  // Within the pause that is kept between two marks.
  tell(posted(messageOf(4)));
  expect(lastMark()).toBe(3);
  leave(shown);
  expect(lastMark()).toBe(4);
});

test('the line before the unread messages stays where it was', async () => {
  withHistory(5);
  show(roomOf({ last_seq: 5, unread_count: 2 }));
  const line = await screen.findByText('New messages');
  expect(line.closest('li')?.textContent).toContain('message 4');
});

const page = (from: number, to: number, next_cursor: string | null) => ({ messages: messagesOf(from, to).toReversed(), next_cursor });

describe('a room with more unread messages than one page holds', () => {
  test('opens at the first of them', async () => {
    const requests = withHistory(0, {
      'GET /api/rooms/3/messages': ({ url }) => [200, url.searchParams.has('cursor') ? page(1, 100, null) : page(101, 150, 'older')],
    });
    show(roomOf({ last_seq: 150, unread_count: 100 }));
    const line = await screen.findByText('New messages');
    expect(line.closest('li')?.textContent).toContain('message 51');
    expect(screen.queryByRole('button', { name: /First unread/ })).toBeNull();
    expect(requests.filter(({ url }) => url.pathname.endsWith('/messages'))).toHaveLength(2);
  });

  test.each([
    ['can not be read', 150, [500, problem('internal', 'The server is tired.')]],
    ['are too many', 1050, [200, page(1, 1000, null)]],
  ] as const)('opens at its end when they %s, and leads to them', async (_, last, answer) => {
    const first = [200, page(last - 49, last, 'older')] as const;
    const requests = withHistory(0, { 'GET /api/rooms/3/messages': ({ url }) => (url.searchParams.has('cursor') ? answer : first) });
    show(roomOf({ last_seq: last, unread_count: last - 50 }));
    expect(await screen.findByText(`message ${last}`)).toBeDefined();
    expect(screen.getByRole('button', { name: `First unread ${last - 50} unread` })).toBeDefined();
    expect(requests.filter(({ url }) => url.pathname.endsWith('/messages'))).toHaveLength(last > 1000 ? 1 : 2);
  });
});

const lineOver = () => screen.queryByText('New messages')?.closest('li')?.textContent;

describe('a page that was hidden', () => {
  test('shows on return where the news begin, and tells only then that they are read', async () => {
    await showLive(2);
    become('hidden');
    tell(posted(messageOf(3)));
    tell(posted(messageOf(4)));
    expect(lineOver()).toBeUndefined();
    become('visible');
    expect(lineOver()).toContain('message 3');
    expect(screen.getAllByText('New messages')).toHaveLength(1);
    await waitFor(() => expect(lastMark()).toBe(4));
    tell(posted(messageOf(5)));
    expect(lineOver()).toContain('message 3');
  });

  test('and hidden again shows the newer news', async () => {
    await showLive(2);
    become('hidden');
    become('visible');
    tell(posted(messageOf(3, { created_at: '2999-01-31T12:00:00.000000Z' })));
    become('hidden');
    become('visible');
    become('hidden');
    tell(posted(messageOf(4, { user_id: ANN.id, username: ANN.username })));
    tell(posted(messageOf(5, { created_at: '2999-01-31T12:00:00.000000Z' })));
    become('visible');
    expect(lineOver()).toContain('message 5');
  });

  test('shows no line when nothing came, or only what one wrote elsewhere', async () => {
    await showLive(2);
    become('hidden');
    tell(posted(messageOf(3, { user_id: ANN.id, username: ANN.username })));
    become('visible');
    tell(posted(messageOf(4, { created_at: '2999-01-31T12:00:00.000000Z' })));
    expect(lineOver()).toBeUndefined();
  });

  test('and whose line was cut meanwhile shows what it missed', async () => {
    await showLive(2);
    become('hidden');
    become('visible');
    act(() => FakeWebSocket.last.breakOff(1006));
    act(() => window.dispatchEvent(new Event('online')));
    act(() => FakeWebSocket.last.accept());
    tell(posted(messageOf(3)));
    tell(posted(messageOf(4)));
    tell(subscribedAt(4, { resume: 'replayed' }));
    expect(lineOver()).toContain('message 3');
  });
});

test('history that can not be read says why and is read on demand', async () => {
  fakeRest({ 'GET /api/rooms/3/messages': () => [403, problem('not_a_member', 'Not a member of this room; join it first.')] });
  show();
  expect((await screen.findByRole('alert')).textContent).toMatch(/Not a member/);
  withHistory(1);
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('message 1')).toBeDefined();
});

test('a subscription that is refused says why', async () => {
  await showLive(1);
  act(() => FakeWebSocket.last.breakOff(1006));
  act(() => window.dispatchEvent(new Event('online')));
  act(() => FakeWebSocket.last.accept());
  tell({ type: 'error', message: 'Room not found.', code: 'room_not_found', room_id: GARDEN });
  expect(screen.getByRole('alert').textContent).toBe('Room not found.');
});

test('a deleted message leaves a trace, a link opens outside', async () => {
  await showLive(1);
  tell(posted(messageOf(2, { content: '(see https://example.org/a_(b).)' })));
  expect(screen.getByRole('link').getAttribute('href')).toBe('https://example.org/a_(b)');
  expect(screen.getByRole('link').getAttribute('rel')).toContain('noopener');
  tell({ type: 'message_deleted', version: 3, message: { id: 102, room_id: GARDEN, deleted_at: '2026-01-31T12:00:00.000000Z' } });
  expect(screen.getByText('This message was deleted.')).toBeDefined();
});
