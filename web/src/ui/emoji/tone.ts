// The color of skin that somebody likes their emoji in.
import type { Emoji } from './emoji';

const KEY = 'rostra.emoji.tone';

/** What stands for a tone, and its name. */
export const TONES = [
  { modifier: '', name: 'Default', sample: '✋' },
  { modifier: '\u{1F3FB}', name: 'Light', sample: '✋🏻' },
  { modifier: '\u{1F3FC}', name: 'Medium-light', sample: '✋🏼' },
  { modifier: '\u{1F3FD}', name: 'Medium', sample: '✋🏽' },
  { modifier: '\u{1F3FE}', name: 'Medium-dark', sample: '✋🏾' },
  { modifier: '\u{1F3FF}', name: 'Dark', sample: '✋🏿' },
] as const;

export function chosenTone(): string {
  const stored = localStorage.getItem(KEY) ?? '';
  return TONES.some(({ modifier }) => modifier === stored) ? stored : '';
}

export function chooseTone(modifier: string): void {
  localStorage.setItem(KEY, modifier);
}

/** The emoji in the tone `modifier`; those of several people stay as they are. */
export function toned({ char, hasTones }: Emoji, modifier: string): string {
  const [first, ...rest] = [...char.replace(/\uFE0F$/u, '')];
  return hasTones && modifier !== '' && first !== undefined && rest.length === 0 ? first + modifier : char;
}
