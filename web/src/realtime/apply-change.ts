// A durable event applied to what is known of a room, guarded by each message's own version only.
import type { EventOf, Message, Reaction, ReactionCount } from '~/protocol/types';
import { type Excerpt, type RoomFeed, editMessage, findMessage } from './feed';
import { upsert } from './messages';

export type DurableEvent = EventOf<
  'new_message' | 'message_edited' | 'message_deleted' | 'reaction_added' | 'reaction_removed' | 'reactions_changed'
>;

export function applyChange(feed: RoomFeed, event: DurableEvent, meId: number): RoomFeed {
  if (event.type === 'new_message') return posted(feed, event.message);
  const id = messageIdOf(event);
  const known = findMessage(feed, id);
  if (known === undefined) return { ...feed, unplaced: feed.unplaced + 1 };
  if (known.version > event.version) return feed;
  return editMessage(feed, id, (message) => ({ ...changed(message, event, meId), version: event.version }));
}

function posted(feed: RoomFeed, message: Message): RoomFeed {
  return { ...feed, messages: upsert(feed.messages, message), excerpt: feed.excerpt && replaced(feed.excerpt, message) };
}

/** A message new to the room is not part of an excerpt, but a replay may tell one that is known. */
function replaced(excerpt: Excerpt, message: Message): Excerpt {
  const isKnown = excerpt.messages.some((known) => known.id === message.id);
  return isKnown ? { ...excerpt, messages: upsert(excerpt.messages, message) } : excerpt;
}

type Change = Exclude<DurableEvent, { type: 'new_message' }>;

function messageIdOf(event: Change): number {
  switch (event.type) {
    case 'message_edited':
    case 'message_deleted':
      return event.message.id;
    case 'reaction_added':
    case 'reaction_removed':
      return event.reaction.message_id;
    case 'reactions_changed':
      return event.message_id;
  }
}

function changed(message: Message, event: Change, meId: number): Message {
  switch (event.type) {
    case 'message_edited': {
      const { content, edited_at } = event.message;
      return { ...message, content, edited_at };
    }
    case 'message_deleted':
      return { ...message, content: '', reactions: [], deleted_at: event.message.deleted_at };
    case 'reaction_added':
    case 'reaction_removed':
      return { ...message, reactions: counted(message.reactions, event, meId) };
    case 'reactions_changed':
      return { ...message, reactions: event.reactions };
  }
}

/** The event's count is absolute; whether one reacted oneself changes only by one's own event. */
function counted(
  reactions: readonly ReactionCount[],
  { type, reaction }: EventOf<'reaction_added' | 'reaction_removed'>,
  meId: number,
): ReactionCount[] {
  const known = reactions.find((entry) => entry.emoji === reaction.emoji);
  const entry = { emoji: reaction.emoji, count: reaction.count, reacted_by_me: byMe(known, type, reaction, meId) };
  if (reaction.count === 0) return reactions.filter((other) => other.emoji !== reaction.emoji);
  if (known === undefined) return [...reactions, entry];
  return reactions.map((other) => (other === known ? entry : other));
}

function byMe(
  known: ReactionCount | undefined,
  type: 'reaction_added' | 'reaction_removed',
  reaction: Reaction,
  meId: number,
): boolean {
  return reaction.user_id === meId ? type === 'reaction_added' : (known?.reacted_by_me ?? false);
}
