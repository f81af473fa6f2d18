// All emoji there are, loaded when they are first wanted.
export type Emoji = {
  readonly char: string;
  /** Such as `red heart`. */
  readonly name: string;
  /** The name as it is typed between colons: `red_heart`. */
  readonly slug: string;
  /** What else stands between colons for it: `heart`. */
  readonly aliases: readonly string[];
  readonly keywords: readonly string[];
  readonly hasTones: boolean;
};

export type EmojiGroup = { readonly name: string; readonly emoji: readonly Emoji[] };

let groups: Promise<readonly EmojiGroup[]> | undefined;

/** The groups in Unicode's order. A failed load is tried again with the next call. */
export function loadEmoji(): Promise<readonly EmojiGroup[]> {
  groups ??= read().catch((error: unknown) => {
    groups = undefined;
    throw error;
  });
  return groups;
}

async function read(): Promise<readonly EmojiGroup[]> {
  const [{ default: data }, { aliasesOf }] = await Promise.all([import('virtual:emoji'), import('./aliases')]);
  return data.map(([group, emoji]) => ({
    name: group,
    emoji: emoji.map(([char, name, keywords, hasTones]) => ({
      char,
      name,
      slug: slugOf(name),
      aliases: aliasesOf(char),
      keywords: keywords === '' ? [] : keywords.split(' '),
      hasTones: hasTones === 1,
    })),
  }));
}

function slugOf(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_|_$/g, '');
}
