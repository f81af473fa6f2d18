import { expect, test, vi } from 'vitest';
import type { ServerEvent } from '~/protocol/types';
import { messageOf, posted } from '~/testing/builders';
import { golden } from '~/testing/golden';
import { MessageLimit } from './message-limit';

const tooLong = (characters: number): ServerEvent => ({
  ...golden('error'),
  details: [{ field: 'content', message: `must be at most ${characters} characters long` }],
});

test('the limit is the usual one until the server names another', () => {
  const limit = new MessageLimit();
  expect(limit.known()).toEqual({ characters: 1000, isSure: false });
  limit.hear(golden('error'));
  limit.hear(posted(messageOf(1)));
  expect(limit.known()).toEqual({ characters: 1000, isSure: false });
  limit.hear(tooLong(280));
  expect(limit.known()).toEqual({ characters: 280, isSure: true });
});

test('a longer message shows that there is another limit, of which nothing is known', () => {
  const limit = new MessageLimit();
  limit.hear(posted(messageOf(1, { content: '😀'.repeat(1000) })));
  expect(limit.known()).not.toBeNull();
  limit.hear(posted(messageOf(2, { content: 'x'.repeat(1001) })));
  expect(limit.known()).toBeNull();
  limit.hear(tooLong(4000));
  expect(limit.known()).toEqual({ characters: 4000, isSure: true });
});

test('what is new about it is told', () => {
  const limit = new MessageLimit();
  const told = vi.fn<() => void>();
  const stop = limit.onChange(told);
  limit.hear(tooLong(280));
  limit.hear(tooLong(280));
  stop();
  limit.hear(tooLong(4000));
  expect(told).toHaveBeenCalledTimes(1);
});
