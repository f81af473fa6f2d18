import { describe, expect, test } from 'vitest';
import { reactorNames } from './reactor-names';

const people = (...names: string[]) => names.map((username, at) => ({ id: at + 1, username }));
const of = (count: number, ...names: string[]) => ({ emoji: '🔥', count, users: people(...names) });

describe('the names behind a reaction', () => {
  test.each([
    [of(1, 'Ann'), 9, 'Ann'],
    [of(2, 'Ann', 'Bob'), 9, 'Ann and Bob'],
    [of(3, 'Ann', 'Bob', 'Cem'), 2, 'You, Ann and Cem'],
    [of(1, 'Ann'), 1, 'You'],
    [of(4, 'Ann', 'Bob', 'Cem'), 9, 'Ann, Bob, Cem and 1 other'],
    [of(120, 'Ann'), 1, 'You and 119 others'],
  ])('%j as %d sees them', (reactors, meId, told) => expect(reactorNames(reactors, meId)).toBe(told));

  test('only some are named when they are many', () =>
    expect(reactorNames(of(12, 'A', 'B', 'C', 'D'), 9, 2)).toBe('A, B and 10 others'));
});
