import { expect, test } from 'vitest';
import { complete, completionAt, finishedEmojiAt, matchingNames } from './completion';

const at = (text: string) => completionAt(text, text.length);

test('a name is completed after @, at a beginning or a space', () => {
  expect(at('hi @an')).toEqual({ kind: 'mention', query: 'an', start: 3, end: 6 });
  expect(at('@')).toMatchObject({ kind: 'mention', query: '' });
  expect(at('ann@example.org')).toBeNull();
  expect(at('@an ')).toBeNull();
});

test('an emoji is completed after a colon and two letters, times and addresses are not', () => {
  expect(at(':fi')).toEqual({ kind: 'emoji', query: 'fi', start: 0, end: 3 });
  expect(at(':D')).toBeNull();
  expect(at('at 12:30')).toBeNull();
  expect(at('https://')).toBeNull();
});

test('only what stands before the caret counts', () => {
  expect(completionAt('@an and bob', 3)).toMatchObject({ query: 'an' });
  expect(completionAt('@an and bob', 11)).toBeNull();
});

test('a finished name between colons is noticed', () => {
  expect(finishedEmojiAt('so :fire:', 9)).toEqual({ kind: 'emoji', query: 'fire', start: 3, end: 9 });
  expect(finishedEmojiAt(':x:', 3)).toMatchObject({ query: 'x' });
  expect(finishedEmojiAt('12:30:15', 8)).toBeNull();
});

test('what is chosen replaces what was typed, with one space after it', () => {
  const completion = completionAt('hi @an', 6);
  if (completion === null) throw new Error('nothing to complete');
  expect(complete('hi @an', completion, '@Ann')).toEqual({ text: 'hi @Ann ', caret: 8 });
  expect(complete('hi @an there', completion, '@Ann')).toEqual({ text: 'hi @Ann there', caret: 8 });
});

test('names that begin with what was typed come first, whatever their case', () => {
  expect(matchingNames(['Johanna', 'Bob', 'Anton', 'ann'], 'AN')).toEqual(['ann', 'Anton', 'Johanna']);
});
