import { expect, test } from 'vitest';
import { NO_WISHES, isTold, levelOf, parseWishes, withLevel, withMute } from './levels';

const ON = { ...NO_WISHES, isOn: true };

test('nothing is told until somebody turns it on, then mentions are', () => {
  expect(isTold(NO_WISHES, 3, true)).toBe(false);
  expect(isTold(ON, 3, true)).toBe(true);
  expect(isTold(ON, 3, false)).toBe(false);
});

test('a room can differ from the usual, and go back to it', () => {
  const loud = withLevel(ON, 3, 'all');
  expect([isTold(loud, 3, false), isTold(loud, 4, false)]).toEqual([true, false]);
  expect(levelOf(withLevel(loud, 3, null), 3)).toBe('mentions');
  expect(isTold(withLevel(ON, 3, 'nothing'), 3, true)).toBe(false);
});

test('a muted room tells nothing, whatever its level', () => {
  const muted = withMute(withLevel(ON, 3, 'all'), 3, true);
  expect(isTold(muted, 3, true)).toBe(false);
  expect(isTold(withMute(muted, 3, false), 3, true)).toBe(true);
});

test.each([null, '', 'null', '[]', '{"usual":"loud","rooms":{"3":"shout"},"muted":"all"}'])('%j holds no wishes', (text) => {
  expect(parseWishes(text)).toEqual(NO_WISHES);
});

test('wishes are read back as they were kept', () => {
  const wishes = withMute(withLevel(ON, 3, 'all'), 4, true);
  expect(parseWishes(JSON.stringify(wishes))).toEqual(wishes);
});
