// Who a text speaks to: `@name` where no word ends before it.
const NAME = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_])?`;
const BEFORE = String.raw`(?<![\p{L}\p{N}_@/.])`;
const AFTER = String.raw`(?![\p{L}\p{M}\p{N}_])`;
const ANYBODY = new RegExp(`(${BEFORE}@${NAME})`, 'giu');

export type Part = { readonly text: string; readonly to: 'nobody' | 'somebody' | 'me' };

/** The names of those who can be mentioned, in lower case; without them, whoever is called is taken for one. */
export type Known = ReadonlySet<string> | undefined;

/** `text` cut where it mentions people. A name with spaces is known only if it is one's own. */
export function mentionParts(text: string, meUsername?: string, known?: Known): readonly Part[] {
  if (!text.includes('@')) return [{ text, to: 'nobody' }];
  const pattern = meUsername === undefined ? ANYBODY : new RegExp(`(${mine(meUsername)}|${BEFORE}@${NAME})`, 'giu');
  const me = `@${meUsername ?? ''}`.toLowerCase();
  // With one group, every second part is a mention.
  return text
    .split(pattern)
    .flatMap((part, index): readonly Part[] => {
      if (index % 2 === 0) return [{ text: part, to: 'nobody' }];
      return part.toLowerCase() === me ? [{ text: part, to: 'me' }] : called(part, known);
    })
    .filter((part) => part.text !== '');
}

/** No name is longer. */
const LONGEST_NAME = 100;

/** A name, as far as somebody is called so: a full stop in it may end a sentence. */
function called(name: string, known: Known): readonly Part[] {
  if (known === undefined) return [{ text: name, to: 'somebody' }];
  for (let end = name.length; end > 1; end = Math.max(name.lastIndexOf('.', end - 1), name.lastIndexOf('-', end - 1))) {
    if (end <= LONGEST_NAME && known.has(name.slice(1, end).toLowerCase())) return [{ text: name.slice(0, end), to: 'somebody' }, { text: name.slice(end), to: 'nobody' }];
  }
  return [{ text: name, to: 'nobody' }];
}

/** Whether `text` mentions the person called `username`. */
export function mentions(text: string, username: string): boolean {
  return text.includes('@') && new RegExp(mine(username), 'iu').test(text);
}

function mine(username: string): string {
  return `${BEFORE}@${username.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`)}${AFTER}`;
}
