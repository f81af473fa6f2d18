// Who a text speaks to: `@name` where no word ends before it.
const NAME = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_.-]*[\p{L}\p{M}\p{N}_])?`;
const BEFORE = String.raw`(?<![\p{L}\p{N}_@/.])`;
const AFTER = String.raw`(?![\p{L}\p{M}\p{N}_])`;
const ANYBODY = new RegExp(`(${BEFORE}@${NAME})`, 'giu');

export type Part = { readonly text: string; readonly to: 'nobody' | 'somebody' | 'me' };

/** `text` cut where it mentions people. A name with spaces is known only if it is one's own. */
export function mentionParts(text: string, meUsername?: string): readonly Part[] {
  if (!text.includes('@')) return [{ text, to: 'nobody' }];
  const pattern = meUsername === undefined ? ANYBODY : new RegExp(`(${mine(meUsername)}|${BEFORE}@${NAME})`, 'giu');
  const me = `@${meUsername ?? ''}`.toLowerCase();
  // With one group, every second part is a mention.
  return text
    .split(pattern)
    .map((part, index): Part => ({ text: part, to: index % 2 === 0 ? 'nobody' : part.toLowerCase() === me ? 'me' : 'somebody' }))
    .filter((part) => part.text !== '');
}

/** Whether `text` mentions the person called `username`. */
export function mentions(text: string, username: string): boolean {
  return text.includes('@') && new RegExp(mine(username), 'iu').test(text);
}

function mine(username: string): string {
  return `${BEFORE}@${username.replaceAll(/[$()*+./?[\\\]^{|}-]/g, String.raw`\$&`)}${AFTER}`;
}
