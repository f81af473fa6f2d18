import { expect, test } from 'vitest';
import { clockTime, narrowTime } from './times';

test('a time that has little room goes without the half of the day', () => {
  const at = new Date(2026, 0, 31, 22, 5).toISOString();
  expect(clockTime(at)).toBe('10:05 PM');
  expect(narrowTime(at)).toBe('10:05');
});
