import { expect, test } from 'vitest';
import { ANN, BOB, messageOf, messagesOf } from '~/testing/builders';
import { WAITING } from '~/realtime/outbox';
import { type Shown, rowsOf } from './rows';

const shown = (given: Partial<Shown>): Shown => ({ messages: [], hasOlder: false, outgoing: [], meId: ANN.id, firstUnread: null, ...given });
const at = (seq: number, created_at: string, user_id = BOB.id) => messageOf(seq, { created_at, user_id });
const drawn = (given: Partial<Shown>) =>
  rowsOf(shown(given)).map(
    (row) => `${row.newDay === null ? '' : 'day '}${row.isFirstUnread ? 'unread ' : ''}${row.isFollowing ? 'following' : row.kind}`,
  );
const sent = (clientId: string, writtenAt: string) => ({ clientId, roomId: 3, content: 'hm', replyTo: null, writtenAt, state: WAITING });

test('messages of one person within minutes follow each other', () => {
  const messages = [at(1, '2026-01-31T12:00:00Z'), at(2, '2026-01-31T12:04:00Z'), at(3, '2026-01-31T12:05:00Z', ANN.id)];
  expect(drawn({ messages })).toEqual(['day message', 'following', 'message']);
});

test('a pause begins anew, and so does an answer', () => {
  const answer = { ...at(3, '2026-01-31T12:06:00Z'), reply_to: 101 };
  expect(drawn({ messages: [at(1, '2026-01-31T12:00:00Z'), at(2, '2026-01-31T12:05:00Z'), answer] })).toEqual([
    'day message',
    'message',
    'message',
  ]);
});

test('a new day and the first unread message are marked', () => {
  const messages = [at(1, '2026-01-30T12:00:00Z'), at(2, '2026-01-31T12:00:00Z'), at(3, '2026-01-31T12:01:00Z')];
  expect(drawn({ messages, firstUnread: 3 })).toEqual(['day message', 'day message', 'unread message']);
});

test('what is outgoing stands last and follows as it will when it has arrived', () => {
  const messages = [at(1, '2026-01-31T12:00:00Z', ANN.id)];
  const outgoing = [sent('a', '2026-01-31T12:01:00Z'), sent('b', '2026-01-31T12:02:00Z')];
  expect(drawn({ messages, outgoing })).toEqual(['day message', 'following', 'following']);
  expect(drawn({ messages: [at(1, '2026-01-31T12:00:00Z')], outgoing })).toEqual(['day message', 'outgoing', 'following']);
});

test('a message keeps its key as it arrives', () => {
  const [outgoing] = rowsOf(shown({ outgoing: [sent('a', '2026-01-31T12:01:00Z')] }));
  const [arrived] = rowsOf(shown({ messages: [messageOf(1, { client_id: 'a' })] }));
  expect(outgoing?.key).toBe(arrived?.key);
});

test('no row is drawn otherwise when older messages come in', () => {
  const all = messagesOf(1, 30);
  const late = rowsOf(shown({ messages: all.slice(10), hasOlder: true }));
  expect(late).toHaveLength(19);
  expect(rowsOf(shown({ messages: all, hasOlder: false })).slice(11)).toEqual(late);
});
