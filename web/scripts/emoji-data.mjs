// The emoji of the picker, cut down from two data packages to what it shows and finds.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const MODULE = 'virtual:emoji';

/** Newer ones are empty boxes on many a system. */
const NEWEST = 15;
const MOST_KEYWORDS = 8;
/** What people type from habit and the packages lack. */
const ALIASES = { '👍': ['+1'], '👎': ['-1'], '🎉': ['hooray'], '🚀': ['ship'] };

/**
 * Groups of `[emoji, name, keywords]`; a fourth member says that it comes in skin tones.
 * @returns {[group: string, emoji: [string, string, string, 1?][]][]}
 */
export function emojiData() {
  const details = require('unicode-emoji-json/data-by-emoji.json');
  const keywords = require('emojilib');
  const groups = new Map();
  for (const [emoji, { name, slug, group, emoji_version, skin_tone_support }] of Object.entries(details)) {
    if (Number(emoji_version) > NEWEST) continue;
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push([emoji, name, words(slug, [...(ALIASES[emoji] ?? []), ...(keywords[emoji] ?? [])]), ...(skin_tone_support ? [1] : [])]);
  }
  return [...groups];
}

/** Only what the name does not say already. */
function words(slug, all) {
  const known = new Set(slug.split('_'));
  return all
    .filter((word) => /^[\p{L}\p{N}_+-]+$/u.test(word) && word !== slug && !known.has(word))
    .slice(0, MOST_KEYWORDS)
    .join(' ');
}

/** Serves the data as a module of its own, which the page loads when it is first wanted. */
export function emojiPlugin() {
  return {
    name: 'emoji',
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : undefined),
    load: (id) => (id === `\0${MODULE}` ? `export default JSON.parse(${JSON.stringify(JSON.stringify(emojiData()))})` : undefined),
  };
}
