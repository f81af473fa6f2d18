// A durable event applied to a room's messages, guarded by each message's own version only.
import type { EditedMessage, EventOf, Message, Reaction, ReactionCount } from '~/protocol/types';
import { change, upsert } from './messages';

export type DurableEvent = EventOf<
  'new_message' | 'message_edited' | 'message_deleted' | 'reaction_added' | 'reaction_removed' | 'reactions_changed'
>;

export function applyChange(messages: readonly Message[], event: DurableEvent, meId: number): readonly Message[] {
  switch (event.type) {
    case 'new_message':
      return upsert(messages, event.message);
    case 'message_edited':
      return edited(messages, event.message);
    case 'message_deleted':
      return change(messages, event.message.id, event.version, (message) => ({
        ...message,
        content: '',
        reactions: [],
        deleted_at: event.message.deleted_at,
      }));
    case 'reaction_added':
    case 'reaction_removed':
      return change(messages, event.reaction.message_id, event.version, (message) => ({
        ...message,
        reactions: counted(message.reactions, event, meId),
      }));
    case 'reactions_changed':
      return change(messages, event.message_id, event.version, (message) => ({
        ...message,
        reactions: event.reactions,
      }));
  }
}

function edited(messages: readonly Message[], { content, edited_at, id, version }: EditedMessage): readonly Message[] {
  return change(messages, id, version, (message) => ({ ...message, content, edited_at }));
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
