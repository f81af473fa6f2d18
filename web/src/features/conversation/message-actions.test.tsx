import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ANN, GARDEN, messageOf, posted } from '~/testing/builders';
import { type Answer, type Request, problem } from '~/testing/fake-rest';
import { FakeWebSocket, fakeWebSockets } from '~/testing/fake-web-socket';
import { firstSent, show, showLive, tell, withHistory } from '~/testing/show-conversation';

beforeEach(fakeWebSockets);
afterEach(() => vi.restoreAllMocks());

const mine = (seq: number, content: string) => messageOf(seq, { user_id: ANN.id, username: ANN.username, content });
const row = (text: string) => screen.getByText(text).closest('article') as HTMLElement;
test('a message is deleted only after being asked, and a refusal is told there', async () => {
  let isAllowed = false;
  const { user } = await showLive(1, {
    'DELETE /api/messages/102': () => (isAllowed ? [204] : [403, problem('forbidden', 'You may not delete this message.')]),
  });
  tell(posted(mine(2, 'oops')));
  row('oops').focus();
  await user.keyboard('{Delete}');
  const dialog = screen.getByRole('dialog', { name: 'Delete this message?' });
  await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
  expect((await within(dialog).findByRole('alert')).textContent).toBe('You may not delete this message.');
  isAllowed = true;
  await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
  expect(await screen.findByText('This message was deleted.')).toBeDefined();
  expect(screen.queryByRole('dialog')).toBeNull();
});

const FIRE = { emoji: '🔥', count: 2, users: [{ id: 8, username: 'Bob' }, { id: ANN.id, username: ANN.username }] };

describe('reactions', () => {
  test('one is shown at once and told to the server', async () => {
    const { user, requests } = await showLive(1, { 'POST /api/messages/101/reactions': () => [200, { reactions: [] }] });
    row('message 1').focus();
    await user.keyboard('+');
    await user.click(screen.getByRole('button', { name: 'React with 🔥' }));
    expect(screen.getByRole('button', { name: '🔥 You reacted', pressed: true })).toBeDefined();
    await waitFor(() => expect(requests.at(-1)?.body).toEqual({ emoji: '🔥' }));
  });

  test('a refused one is taken back, and why is said beside the message', async () => {
    const { user } = await showLive(1, {
      'POST /api/messages/101/reactions': () => [409, problem('too_many_reactions', 'There are too many kinds of reactions already.')],
    });
    row('message 1').focus();
    await user.keyboard('+');
    await user.click(screen.getByRole('button', { name: 'React with 🔥' }));
    expect((await within(row('message 1')).findByRole('alert')).textContent).toMatch(/too many kinds/);
    expect(screen.queryByRole('button', { name: /🔥/ })).toBeNull();
  });

  test('what is said below a message pushes the next one down at once', async () => {
    const { user } = await showLive(2, {
      'POST /api/messages/101/reactions': () => [409, problem('too_many_reactions', 'There are too many kinds of reactions already.')],
    });
    const place = () => Number(/translateY\((?<px>.*)px\)/.exec(row('message 2').closest('li')?.style.transform ?? '')?.groups?.px);
    const before = place();
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockImplementation(function height(this: HTMLElement) {
      return this.querySelector('[role=alert]') === null ? 48 : 100;
    });
    row('message 1').focus();
    await user.keyboard('+');
    await user.click(screen.getByRole('button', { name: 'React with 🔥' }));
    await within(row('message 1')).findByRole('alert');
    expect(place()).toBe(before + 52);
  });

  test('who points at one is told the names', async () => {
    const { user } = await showLive(1, { 'GET /api/rooms/3/messages/102/reactions': () => [200, { reactions: [FIRE] }] });
    tell(posted(messageOf(2, { reactions: [{ emoji: '🔥', count: 2, reacted_by_me: true }] })));
    const reaction = screen.getByRole('button', { name: '🔥 You and 1 other reacted' });
    expect(reaction.title).toBe('You and 1 other reacted');
    await user.hover(reaction);
    await waitFor(() => expect(reaction.title).toBe('You and Bob'));
  });

  test('the menu tells all the names, or why it can’t', async () => {
    let isThere = false;
    const { user } = await showLive(1, {
      'GET /api/rooms/3/messages/102/reactions': () =>
        isThere ? [200, { reactions: [FIRE] }] : [404, problem('message_not_found', 'Message not found.')],
    });
    tell(posted(messageOf(2, { content: 'warm', reactions: [{ emoji: '🔥', count: 2, reacted_by_me: true }] })));
    row('warm').focus();
    await user.keyboard('w');
    const dialog = screen.getByRole('dialog', { name: 'Who reacted' });
    expect((await within(dialog).findByRole('alert')).textContent).toMatch(/not found/);
    await user.click(within(dialog).getByRole('button', { name: 'Close' }));
    isThere = true;
    row('warm').focus();
    await user.keyboard('{Enter}');
    await user.click(screen.getByRole('menuitem', { name: 'Who reacted' }));
    const names = await within(screen.getByRole('dialog', { name: 'Who reacted' })).findByRole('listitem');
    expect(names.textContent).toBe('🔥2You and Bob');
  });

  test('a click on one’s own takes it back', async () => {
    const { user, requests } = await showLive(1, { 'DELETE /api/messages/102/reactions/%F0%9F%94%A5': () => [200, { reactions: [] }] });
    tell(posted(messageOf(2, { reactions: [{ emoji: '🔥', count: 3, reacted_by_me: true }] })));
    await user.click(screen.getByRole('button', { name: '🔥 You and 2 others reacted' }));
    expect(screen.getByRole('button', { name: '🔥 2 people reacted', pressed: false })).toBeDefined();
    await waitFor(() => expect(requests.at(-1)?.method).toBe('DELETE'));
  });
});

test('an answer is sent with what it answers, and quotes it', async () => {
  const { user, field } = await showLive(1);
  row('message 1').focus();
  await user.keyboard('r');
  expect(document.activeElement).toBe(field);
  expect(screen.getByText('Answering', { exact: false })).toBeDefined();
  await user.type(field, 'yes{Enter}');
  await firstSent();
  expect(FakeWebSocket.last.sentAs('send_message')).toMatchObject([{ content: 'yes', reply_to: 101 }]);
  expect(screen.getByRole('button', { name: 'In answer to Bob: message 1' })).toBeDefined();
  expect(screen.queryByText('Answering', { exact: false })).toBeNull();
});

test('what is deleted while it is answered is told as such', async () => {
  const { user } = await showLive(1);
  row('message 1').focus();
  await user.keyboard('r');
  const bar = screen.getByText('Answering', { exact: false });
  expect(bar.textContent).toBe('Answering Bob: message 1');
  tell({ type: 'message_deleted', version: 2, message: { id: 101, room_id: GARDEN, deleted_at: '2026-01-31T12:00:00.000000Z' } });
  expect(bar.textContent).toBe('Answering Bob: This message was deleted.');
});

test('arrow keys go from message to message, Escape to the field', async () => {
  const { user, field } = await showLive(3);
  await user.tab({ shift: true });
  expect(document.activeElement).toBe(row('message 3'));
  await user.keyboard('{ArrowUp}');
  await waitFor(() => expect(document.activeElement).toBe(row('message 2')));
  await user.keyboard('{Home}');
  await waitFor(() => expect(document.activeElement).toBe(row('message 1')));
  await user.keyboard('{Escape}');
  expect(document.activeElement).toBe(field);
});

describe('completion', () => {
  const members = { members: [{ id: 9, username: 'Cem', joined_at: '2026-01-31T12:00:00Z', online: false }], next_cursor: null };

  test('a name is chosen by the arrow keys while the focus stays in the field', async () => {
    const { user, field } = await showLive(1, { 'GET /api/rooms/3/members': () => [200, members] });
    await user.type(field, 'hi @');
    await waitFor(() => expect(screen.getAllByRole('option').map((option) => option.textContent)).toEqual(['Ann', 'Bob', 'Cem']));
    await user.keyboard('{ArrowDown}{ArrowDown}');
    const chosen = screen.getByRole('option', { selected: true });
    expect(chosen.textContent).toBe('Cem');
    expect(field.getAttribute('aria-activedescendant')).toBe(chosen.id);
    await user.keyboard('{Enter}');
    expect(field.value).toBe('hi @Cem ');
    expect(FakeWebSocket.last.sentAs('send_message')).toEqual([]);
  });

  test('a name between colons becomes its emoji, a word that only describes some stays', async () => {
    const { user, field } = await showLive(1);
    await user.type(field, ':cry:');
    await waitFor(() => expect(field.value).toBe('😢 '));
    await user.clear(field);
    await user.type(field, ':no: :joy:');
    await waitFor(() => expect(field.value).toBe(':no: 😂 '));
  });

  test('only who is known in the room is marked as mentioned', async () => {
    await showLive(1, { 'GET /api/rooms/3/members': () => [200, members] });
    tell(posted(messageOf(2, { content: '@Bob @Cem @nobody' })));
    await waitFor(() => expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['@Bob', '@Cem']));
  });

  test('where more members are than were read, whoever is called is marked', async () => {
    const { requests } = await showLive(1, { 'GET /api/rooms/3/members': () => [200, { ...members, next_cursor: 'more' }] });
    tell(posted(messageOf(2, { content: '@Bob @nobody' })));
    await waitFor(() => expect(requests.some(({ url }) => url.pathname.endsWith('/members'))).toBe(true));
    expect([...document.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['@Bob', '@nobody']);
  });

  test('Escape leaves the text as it is', async () => {
    const { user, field } = await showLive(1);
    await user.type(field, '@b');
    expect(await screen.findByRole('option', { name: 'Bob' })).toBeDefined();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(field.value).toBe('@b');
  });
});

function showJump(answer: Answer): Request[] {
  const requests = withHistory(1, { 'GET /api/rooms/3/messages/107/context': answer });
  show(undefined, '/rooms/3?at=107');
  return requests;
}

describe('an address that names a message', () => {
  const context = { messages: [messageOf(6), messageOf(7, { content: 'long ago' })], target_message_id: 107, older_cursor: 'o', newer_cursor: 'n' };

  test('shows it amid its neighbors', async () => {
    const requests = showJump(() => [200, context]);
    expect(await screen.findByText('long ago')).toBeDefined();
    expect(requests.some((request) => request.url.pathname.endsWith('/107/context'))).toBe(true);
    expect(screen.getByRole('button', { name: /Newest messages/ })).toBeDefined();
  });

  test('is left when Up in the empty field begins to edit what one wrote last', async () => {
    const requests = withHistory(1, {
      'GET /api/rooms/3/messages': () => [200, { messages: [mine(30, 'my last'), messageOf(29)], next_cursor: 'o' }],
      'GET /api/rooms/3/messages/107/context': () => [200, context],
    });
    show(undefined, '/rooms/3?at=107');
    await screen.findByText('long ago');
    await waitFor(() => expect(requests.filter(({ url }) => url.pathname.endsWith('/messages'))).toHaveLength(1));
    await userEvent.type(screen.getByLabelText('Message to Garden'), '{ArrowUp}');
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit message' }).value).toBe('my last');
    expect(screen.queryByText('long ago')).toBeNull();
  });

  test('says in words when it is not there', async () => {
    showJump(() => [404, problem('message_not_found', 'There is no such message.')]);
    expect((await screen.findByRole('alert')).textContent).toBe("That message can't be shown. There is no such message.");
  });

  test('which is not there is forgotten with the next message one writes', async () => {
    showJump(() => [404, problem('message_not_found', 'There is no such message.')]);
    await screen.findByRole('alert');
    await userEvent.type(screen.getByLabelText('Message to Garden'), 'never mind{Enter}');
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });

  test('which is not there is forgotten when one comes back to the newest ones', async () => {
    showJump(() => [404, problem('message_not_found', 'There is no such message.')]);
    await screen.findByRole('alert');
    const log = screen.getByRole('log');
    vi.spyOn(log, 'scrollHeight', 'get').mockReturnValue(9000);
    fireEvent.scroll(log, { target: { scrollTop: 100 } });
    expect(screen.getByRole('alert')).toBeDefined();
    fireEvent.scroll(log, { target: { scrollTop: 7000 } });
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
  });
});
