import type { Level } from './levels';

export const LEVEL_NAMES: Readonly<Record<Level, string>> = {
  all: 'Every message',
  mentions: 'Mentions of me',
  nothing: 'Nothing',
};

/** The levels as choices of a form. */
export const LEVEL_OPTIONS: readonly { readonly value: Level; readonly label: string }[] = [
  { value: 'all', label: LEVEL_NAMES.all },
  { value: 'mentions', label: LEVEL_NAMES.mentions },
  { value: 'nothing', label: LEVEL_NAMES.nothing },
];
