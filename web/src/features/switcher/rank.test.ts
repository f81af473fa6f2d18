import { expect, test } from 'vitest';
import { rank } from './rank';

const ALL = ['Garden', 'Tool shed', 'Kitchen garden', 'Café Gürtel', 'Settings'].map((label) => ({ label }));
const found = (typed: string) => rank(ALL, typed).map(({ label }) => label);

test.each([
  ['', ['Garden', 'Tool shed', 'Kitchen garden', 'Café Gürtel', 'Settings']],
  ['gard', ['Garden', 'Kitchen garden']],
  ['shed', ['Tool shed']],
  ['tool-s', ['Tool shed']],
  ['CAFE gur', ['Café Gürtel']],
  ['grdn', ['Garden', 'Kitchen garden']],
  ['zzz', []],
])('%j finds %j', (typed, expected) => {
  expect(found(typed)).toEqual(expected);
});
