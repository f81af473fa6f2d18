// What is being typed at the caret that could be completed: a name after @, an emoji after a colon. Pure.

export type Completion = {
  readonly kind: 'mention' | 'emoji';
  readonly query: string;
  /** Where it begins in the text, its mark included, and where it ends: at the caret. */
  readonly start: number;
  readonly end: number;
};

/** The mark stands at a beginning or after a space, so that times and addresses are let alone. */
const AT_CARET = /(?:^|[\s(])(?<mark>[@:])(?<query>[\p{L}\p{N}_.+-]*)$/u;
const FINISHED = /(?:^|[\s(]):(?<query>[a-z0-9_+-]+):$/;
/** One letter after a colon is rather a smiley made of signs. */
const LEAST_EMOJI_LETTERS = 2;

export function completionAt(text: string, caret: number): Completion | null {
  const found = AT_CARET.exec(text.slice(0, caret))?.groups;
  if (found === undefined) return null;
  const { mark, query = '' } = found;
  const kind = mark === '@' ? 'mention' : 'emoji';
  if (kind === 'emoji' && query.length < LEAST_EMOJI_LETTERS) return null;
  return { kind, query, start: caret - query.length - 1, end: caret };
}

/** The name between colons that ends at the caret, such as `:fire:`, as a completion; null when there is none. */
export function finishedEmojiAt(text: string, caret: number): Completion | null {
  const found = FINISHED.exec(text.slice(0, caret))?.groups;
  if (found?.query === undefined) return null;
  return { kind: 'emoji', query: found.query, start: caret - found.query.length - 2, end: caret };
}

export type Completed = { readonly text: string; readonly caret: number };

/** The text with `replacement` and a space in place of what was typed. */
export function complete(text: string, { start, end }: Completion, replacement: string): Completed {
  const after = text.slice(end);
  const inserted = after.startsWith(' ') ? replacement : `${replacement} `;
  return { text: text.slice(0, start) + inserted + after, caret: start + replacement.length + 1 };
}

const MOST_NAMES = 8;

/** Names that fit what was typed: those that begin with it first. */
export function matchingNames(names: readonly string[], query: string): readonly string[] {
  const wanted = query.toLocaleLowerCase();
  const placed = names.flatMap((name) => {
    const place = name.toLocaleLowerCase().indexOf(wanted);
    return place === -1 ? [] : [{ name, isFirst: place === 0 }];
  });
  return placed
    .toSorted((one, other) => Number(other.isFirst) - Number(one.isFirst) || one.name.localeCompare(other.name))
    .slice(0, MOST_NAMES)
    .map(({ name }) => name);
}
