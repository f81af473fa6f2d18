import type { ReactionCount, Reactors } from '~/protocol/types';

/** So many names fit into a line that is glanced at. */
const GLANCED_AT = 8;

/** How many people gave a reaction, and whether one is among them: what is known of every message. */
export function countedReactors({ count, reacted_by_me }: ReactionCount): string {
  if (!reacted_by_me) return count === 1 ? '1 person reacted' : `${count} people reacted`;
  if (count === 1) return 'You reacted';
  return count === 2 ? 'You and 1 other reacted' : `You and ${count - 1} others reacted`;
}

/** Who gave a reaction, oneself first, at most `most` by name. */
export function reactorNames({ count, users }: Reactors, meId: number, most = GLANCED_AT): string {
  const others = users.filter((user) => user.id !== meId).map((user) => user.username);
  const named = (others.length < users.length ? ['You', ...others] : others).slice(0, most);
  const rest = count - named.length;
  return listed(rest > 0 ? [...named, rest === 1 ? '1 other' : `${rest} others`] : named);
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
