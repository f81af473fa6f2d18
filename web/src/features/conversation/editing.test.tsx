import { fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import type { Message } from '~/protocol/types';
import { ANN, GARDEN, messageOf, posted } from '~/testing/builders';
import { golden } from '~/testing/golden';
import { problem } from '~/testing/fake-rest';
import { fakeWebSockets } from '~/testing/fake-web-socket';
import { showLive, tell } from '~/testing/show-conversation';

beforeEach(fakeWebSockets);

const mine = (seq: number, content: string) => messageOf(seq, { user_id: ANN.id, username: ANN.username, content });
const row = (text: string) => screen.getByText(text).closest('article') as HTMLElement;
const edited = ({ id, room_id, seq, user_id, username, created_at }: Message, content: string) => ({
  id,
  room_id,
  seq,
  user_id,
  username,
  created_at,
  content,
  version: 9,
  edited_at: '2026-01-31T13:00:00.000000Z',
});

test('Up in the empty field begins with the last own message, Enter saves it', async () => {
  const { user, field, requests } = await showLive(1, { 'PATCH /api/messages/102': () => [200, edited(mine(2, ''), 'better')] });
  tell(posted(mine(2, 'good')));
  await user.type(field, '{ArrowUp}');
  const edit = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit message' });
  expect(edit.value).toBe('good');
  await user.clear(edit);
  await user.type(edit, 'better{Enter}');
  await screen.findByText('(edited)');
  expect(requests.at(-1)?.body).toEqual({ content: 'better' });
});

test('a refusal says why and keeps what was typed; Escape gives up', async () => {
  const { user, field } = await showLive(1, {
    'PATCH /api/messages/102': () => [409, problem('message_deleted', 'The message was deleted.')],
  });
  tell(posted(mine(2, 'good')));
  await user.type(field, '{ArrowUp}');
  await user.type(screen.getByRole('textbox', { name: 'Edit message' }), ' or not{Enter}');
  expect((await screen.findByRole('alert')).textContent).toBe('The message was deleted.');
  const edit = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit message' });
  expect(edit.value).toBe('good or not');
  await user.type(edit, '{Escape}');
  expect(screen.queryByRole('textbox', { name: 'Edit message' })).toBeNull();
  expect(screen.getByText('good')).toBeDefined();
});

test('a half-written edit is there again, without taking the focus, until it is saved or given up', async () => {
  const messages = [mine(2, 'good'), messageOf(1)];
  const answers = { 'GET /api/rooms/3/messages': () => [200, { messages, next_cursor: null }] as const };
  const first = await showLive(2, answers, 'good');
  await first.user.type(first.field, '{ArrowUp}');
  await first.user.type(screen.getByRole('textbox', { name: 'Edit message' }), ' or not');
  first.leaveRoom();
  const { user, field } = await showLive(2, answers, 'message 1');
  const edit = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Edit message' });
  expect(edit.value).toBe('good or not');
  expect(document.activeElement).toBe(field);
  await user.type(field, '{ArrowUp}');
  expect(document.activeElement).toBe(edit);
  expect(edit.value).toBe('good or not');
  await user.keyboard('{Escape}');
  expect(localStorage).toHaveLength(0);
});

test('a text that is too long is counted, and what the server says of it is shown', async () => {
  const tooLong = problem('validation_failed', 'See the list of errors.', [{ field: 'content', message: 'must be at most 1000 characters long' }]);
  const { user, field } = await showLive(1, { 'PATCH /api/messages/102': () => [422, tooLong] });
  tell(golden('watching'));
  tell(posted(mine(2, 'a'.repeat(1000))));
  await user.type(field, '{ArrowUp}');
  await user.type(screen.getByRole('textbox', { name: 'Edit message' }), 'bcd');
  expect(screen.getByText('3 too many')).toBeDefined();
  await user.keyboard('{Enter}');
  expect((await screen.findByRole('alert')).textContent).toBe('The message must be at most 1000 characters long.');
});

test('what is deleted elsewhere while it is edited says so and leaves the text', async () => {
  const { user, field, requests } = await showLive(1);
  tell(posted(mine(2, 'good')));
  await user.type(field, '{ArrowUp}');
  await user.type(screen.getByRole('textbox', { name: 'Edit message' }), ' or not');
  tell({ type: 'message_deleted', version: 3, message: { id: 102, room_id: GARDEN, deleted_at: '2026-01-31T12:00:00.000000Z' } });
  expect(screen.getByRole('alert').textContent).toMatch(/deleted while you changed it/);
  const asked = requests.length;
  await user.keyboard('!{Enter}');
  expect(requests).toHaveLength(asked);
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit message' }).value).toBe('good or not');
  expect(screen.getByRole('button', { name: 'Copy' })).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Discard' }));
  expect(screen.getByText('This message was deleted.')).toBeDefined();
});

test('only one’s own messages can be edited', async () => {
  const { user } = await showLive(1);
  fireEvent.focus(row('message 1'));
  await user.click(screen.getByRole('button', { name: 'More' }));
  expect(screen.queryByRole('menuitem', { name: 'Edit' })).toBeNull();
  expect(screen.getByRole('menuitem', { name: 'Copy text' })).toBeDefined();
});
