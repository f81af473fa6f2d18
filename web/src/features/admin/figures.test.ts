import { expect, test } from 'vitest';
import { counted, shownSize } from './figures';

test.each([
  [0, 0, 'byte'],
  [999, 999, 'byte'],
  [1000, 1, 'kilobyte'],
  [81_920, 81.9, 'kilobyte'],
  [1_000_000, 1, 'megabyte'],
  [2_345_678_901, 2.3, 'gigabyte'],
  [5_000_000_000_000_000, 5000, 'terabyte'],
])('%i bytes are shown as %d %s', (bytes, figure, unit) => {
  expect(shownSize(bytes)).toBe(new Intl.NumberFormat(undefined, { style: 'unit', unit, maximumFractionDigits: 1 }).format(figure));
});

test.each([
  [0, '0 members'],
  [1, '1 member'],
  [1234, `${(1234).toLocaleString()} members`],
])('%i is told as %s', (count, told) => {
  expect(counted(count, 'member', 'members')).toBe(told);
});
