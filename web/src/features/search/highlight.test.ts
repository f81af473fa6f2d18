import { expect, test } from 'vitest';
import { highlight } from './highlight';

const hits = (text: string, words: string) => highlight(text, words).filter(({ isHit }) => isHit).map((piece) => piece.text);

test.each([
  ['The ladders lean', 'ladder', ['ladders']],
  ['Ladder, LADDER', 'ladder', ['Ladder', 'LADDER']],
  ['bladder', 'ladder', []],
  ['über den Zaun', 'Über zaun', ['über', 'Zaun']],
  ['a (b) c', '(b) *', ['b']],
  ['nothing', '" OR (', []],
])('in %j the words %j stand as %j', (text, words, expected) => {
  expect(hits(text, words)).toEqual(expected);
});

test('nothing of the text is lost', () => {
  const text = 'one two  three\nTwo';
  expect(highlight(text, 'two').map((piece) => piece.text).join('')).toBe(text);
});
