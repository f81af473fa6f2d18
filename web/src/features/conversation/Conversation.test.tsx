import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ANN, BOB, GARDEN, messageOf, posted, roomOf } from '~/testing/builders';
import { fakeRest, problem } from '~/testing/fake-rest';
import { FakeWebSocket, fakeWebSockets } from '~/testing/fake-web-socket';
import { firstSent, show, showLive, tell, withHistory } from '~/testing/show-conversation';

beforeEach(fakeWebSockets);
afterEach(() => vi.restoreAllMocks());

function hidePage(): void {
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  document.dispatchEvent(new Event('visibilitychange'));
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

test('how much may be written is learned from what the server refuses and takes', async () => {
  const { user, field } = await showLive(1);
  fireEvent.change(field, { target: { value: 'x'.repeat(1002) } });
  expect(screen.getByText('2 more than usual')).toBeDefined();
  await user.type(field, '{Enter}');
  const details = [{ field: 'content', message: 'must be at most 300 characters long' }];
  tell({ type: 'error', message: 'Some fields are not valid.', code: 'invalid_request', details, client_id: await firstSent() });
  expect((await screen.findByRole('alert')).textContent).toBe('Not sent. The message must be at most 300 characters long.');
  fireEvent.change(field, { target: { value: 'x'.repeat(305) } });
  expect(screen.getByText('5 too many')).toBeDefined();
  tell(posted(messageOf(2, { content: 'y'.repeat(400) })));
  expect(screen.queryByText('5 too many')).toBeNull();
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
  ['looks at another page', () => act(hidePage)],
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
