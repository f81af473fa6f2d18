export type Piece = { readonly text: string; readonly isHit: boolean };

const MOST_WORDS = 10;

/** `text` cut where one of `words` stands, whatever its case and ending. */
export function highlight(text: string, words: string): readonly Piece[] {
  const wanted = (words.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).slice(0, MOST_WORDS);
  if (wanted.length === 0) return [{ text, isHit: false }];
  // With one group, every second part is a hit.
  return text
    .split(new RegExp(`((?<![\\p{L}\\p{N}])(?:${wanted.join('|')})[\\p{L}\\p{M}\\p{N}]*)`, 'giu'))
    .map((part, index) => ({ text: part, isHit: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}
