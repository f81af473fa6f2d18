import { expect, test, vi } from 'vitest';
import { golden } from '~/testing/golden';
import { MessageLimit, lengthOf } from './message-limit';

test('the limit is what the server says', () => {
  const limit = new MessageLimit();
  const told = vi.fn<() => void>();
  limit.onChange(told);
  expect(limit.characters()).toBeNull();
  limit.hear(golden('error'));
  expect(told).not.toHaveBeenCalled();
  limit.hear(golden('watching'));
  limit.hear(golden('watching'));
  expect(limit.characters()).toBe(1000);
  expect(told).toHaveBeenCalledTimes(1);
  limit.hear({ ...golden('watching'), max_message_chars: 280 });
  expect(limit.characters()).toBe(280);
});

test('an emoji is one character', () => {
  expect(lengthOf('😀!')).toBe(2);
});
