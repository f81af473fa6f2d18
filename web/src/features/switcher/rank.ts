type Named = { readonly label: string };

/** Those that `typed` may mean, the likeliest first: by beginning, by a word's beginning, by letters in order. */
export function rank<T extends Named>(all: readonly T[], typed: string): readonly T[] {
  const wanted = plain(typed);
  if (wanted === '') return all;
  return all
    .map((one) => ({ one, score: scoreOf(plain(one.label), wanted) }))
    .filter(({ score }) => score !== null)
    .toSorted((one, other) => (one.score ?? 0) - (other.score ?? 0))
    .map(({ one }) => one);
}

function scoreOf(label: string, wanted: string): number | null {
  const at = label.indexOf(wanted);
  if (at === 0) return 0;
  if (at > 0) return /[^\p{L}\p{N}]/u.test(label.charAt(at - 1)) ? 1 : 2;
  return hasInOrder(label, wanted) ? 3 : null;
}

function hasInOrder(label: string, wanted: string): boolean {
  let from = 0;
  for (const letter of wanted) {
    const at = label.indexOf(letter, from);
    if (at < 0) return false;
    from = at + letter.length;
  }
  return true;
}

/** Without case, accents and the difference between a space and a hyphen. */
function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/\s+/g, '-');
}
