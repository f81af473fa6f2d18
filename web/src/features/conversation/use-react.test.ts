import { expect, test } from 'vitest';
import { toggled } from './use-react';

const fire = (count: number, reacted_by_me: boolean) => ({ emoji: '🔥', count, reacted_by_me });

test('a reaction of mine is added, or counted', () => {
  expect(toggled([], '🔥', true)).toEqual([fire(1, true)]);
  expect(toggled([fire(2, false)], '🔥', true)).toEqual([fire(3, true)]);
});

test('taken back it counts less, and the last one goes', () => {
  expect(toggled([fire(2, true)], '🔥', false)).toEqual([fire(1, false)]);
  expect(toggled([fire(1, true)], '🔥', false)).toEqual([]);
});

test('what is so already stays so', () => {
  expect(toggled([fire(2, true)], '🔥', true)).toEqual([fire(2, true)]);
  expect(toggled([fire(2, false)], '🔥', false)).toEqual([fire(2, false)]);
  expect(toggled([], '🔥', false)).toEqual([]);
});
