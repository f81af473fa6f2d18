// Finding emoji by what people call them.
import { type Emoji, type EmojiGroup, loadEmoji } from './emoji';

/** The best `limit` emoji for `words`; loads them if need be. For `:name:` completion give the name without colons. */
export async function findEmoji(words: string, limit: number): Promise<readonly Emoji[]> {
  return rankEmoji(await loadEmoji(), words, limit);
}

/** The emoji that is called just that between colons; loads them if need be. */
export async function emojiCalled(name: string): Promise<Emoji | null> {
  const [best] = await findEmoji(name, 1);
  return best !== undefined && rankOf(best, name) === 0 ? best : null;
}

/** The best first: whole names, then their beginnings, then words in them, then keywords, then anything that contains the words. */
export function rankEmoji(groups: readonly EmojiGroup[], words: string, limit: number): readonly Emoji[] {
  const wanted = words.trim().toLowerCase().replaceAll(/[\s_]+/g, '_');
  if (wanted === '') return [];
  const found: { readonly emoji: Emoji; readonly rank: number }[] = [];
  for (const { emoji } of groups) {
    for (const one of emoji) {
      const rank = rankOf(one, wanted);
      if (rank !== null) found.push({ emoji: one, rank });
    }
  }
  // Sorting is stable: within a rank the order of Unicode stays.
  return found
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, limit)
    .map(({ emoji }) => emoji);
}

/** Small is good; null is no match. */
function rankOf({ slug, aliases, keywords }: Emoji, wanted: string): number | null {
  if (slug === wanted || aliases.includes(wanted)) return 0;
  if (aliases.some((alias) => alias.startsWith(wanted))) return 1;
  if (slug.startsWith(wanted)) return 2;
  if (slug.split('_').includes(wanted)) return 3;
  if (keywords.includes(wanted)) return 4;
  if (slug.includes(`_${wanted}`)) return 5;
  if (keywords.some((keyword) => keyword.startsWith(wanted))) return 6;
  return slug.includes(wanted) ? 7 : null;
}
