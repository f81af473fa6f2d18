// The part of Markdown that a talk needs, as a tree. What is left out stays as it was typed:
// HTML, images, headings, rules, character references and definitions.
import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough';
import { gfmAutolinkLiteral } from 'micromark-extension-gfm-autolink-literal';
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough';
import { bareLinks } from './bare-links';
import { innerStars } from './inner-stars';

const LEFT_OUT = [
  'characterReference',
  'codeIndented',
  'definition',
  'headingAtx',
  'htmlFlow',
  'htmlText',
  'labelStartImage',
  'setextUnderline',
  'thematicBreak',
];

const OPTIONS = {
  extensions: [{ disable: { null: LEFT_OUT } }, gfmStrikethrough({ singleTilde: false }), gfmAutolinkLiteral(), innerStars()],
  mdastExtensions: [gfmStrikethroughFromMarkdown(), bareLinks()],
};

/** The tree of `text`; null when it is not worth or not safe to take it for Markdown. */
export function parse(text: string): Root | null {
  if (!MARKED.test(text) || isHostile(text)) return null;
  const tree = KNOWN.get(text) ?? treeOf(text);
  KNOWN.delete(text);
  KNOWN.set(text, tree);
  const [eldest] = KNOWN.keys();
  if (KNOWN.size > MOST_KNOWN && eldest !== undefined) KNOWN.delete(eldest);
  return tree === 'nothing' ? null : tree;
}

// A list that is scrolled draws the same texts again and again.
const KNOWN = new Map<string, Root | 'nothing'>();
const MOST_KNOWN = 500;

function treeOf(text: string): Root | 'nothing' {
  const root = fromMarkdown(text, OPTIONS);
  return saysSomething(root) ? root : 'nothing';
}

/** Most of what people write has no marks at all, and needs no parser. */
const MARKED = /[*_~`[<\\>@]|:\/\/|www\.|^[ \t]*(?:[-+]|\d{1,9}[.)])[ \t]/im;

// The parser's time grows with the square of these; nobody writes them to be read.
const NESTED = /^(?:[ \t]*(?:[-+*>]|\d{1,9}[.)])){12}/m;
const DEEP = /^[ \t]{40}/m;
const MARK = /[*_~[\]`<@\\]|:\/\//g;
const MOST_MARKS = 1500;
const MOST_LINES = 500;

function isHostile(text: string): boolean {
  return NESTED.test(text) || DEEP.test(text) || count(text, MARK) > MOST_MARKS || count(text, /\n/g) > MOST_LINES;
}

const count = (text: string, what: RegExp): number => text.match(what)?.length ?? 0;

// A dash alone is a list of nothing: somebody meant the dash.
function saysSomething({ children }: Root): boolean {
  const open: Root['children'][number][] = [...children];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (!('children' in node)) return true;
    open.push(...(node.children as Root['children']));
  }
  return false;
}
