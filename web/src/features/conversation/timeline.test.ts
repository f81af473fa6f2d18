import { expect, test } from 'vitest';
import { messageOf } from '~/testing/builders';
import { timeline } from './timeline';

const at = (seq: number, created_at: string, user_id = 8) => messageOf(seq, { created_at, user_id });
const kinds = (...args: Parameters<typeof timeline>) =>
  timeline(...args).map((row) => (row.kind === 'message' && row.isFollowing ? 'following' : row.kind));

test('messages of one person within minutes follow each other', () => {
  const messages = [at(1, '2026-01-31T12:00:00Z'), at(2, '2026-01-31T12:04:00Z'), at(3, '2026-01-31T12:05:00Z', 7)];
  expect(kinds(messages, null)).toEqual(['day', 'message', 'following', 'message']);
});

test('a pause begins anew', () => {
  expect(kinds([at(1, '2026-01-31T12:00:00Z'), at(2, '2026-01-31T12:05:00Z')], null)).toEqual(['day', 'message', 'message']);
});

test('a new day and the first unread message are marked', () => {
  const messages = [at(1, '2026-01-30T12:00:00Z'), at(2, '2026-01-31T12:00:00Z'), at(3, '2026-01-31T12:01:00Z')];
  expect(kinds(messages, 3)).toEqual(['day', 'message', 'day', 'message', 'unread', 'message']);
});
