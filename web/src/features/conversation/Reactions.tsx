import type { Message, ReactionCount } from '~/protocol/types';
import { useActions } from './actions';

/** How people reacted; a click adds one's own or takes it back. */
export function Reactions({ message }: { readonly message: Message }) {
  const { react } = useActions();
  return (
    <ul aria-label="Reactions" className="flex flex-wrap gap-1 py-1">
      {message.reactions.map((reaction) => (
        <li key={reaction.emoji}>
          <button
            type="button"
            aria-pressed={reaction.reacted_by_me}
            aria-label={`${reaction.emoji} ${whoOf(reaction)}`}
            title={whoOf(reaction)}
            onClick={() => react(message, reaction.emoji)}
            className={`flex h-7 items-center gap-1 rounded-full border px-2 text-sm hover:border-accent ${reaction.reacted_by_me ? 'border-accent bg-accent-soft' : 'border-line bg-raised'}`}
          >
            <span aria-hidden="true">{reaction.emoji}</span>
            <span className="tabular-nums">{reaction.count}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The server tells how many, and whether one is among them. */
function whoOf({ count, reacted_by_me }: ReactionCount): string {
  if (!reacted_by_me) return count === 1 ? '1 person reacted' : `${count} people reacted`;
  if (count === 1) return 'You reacted';
  return count === 2 ? 'You and 1 other reacted' : `You and ${count - 1} others reacted`;
}
