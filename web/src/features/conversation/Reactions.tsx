import { useState } from 'react';
import type { Message, ReactionCount } from '~/protocol/types';
import { useActions } from './actions';
import { countedReactors, reactorNames } from './reactor-names';
import { useReactors } from './use-reactors';

/** How people reacted; a click adds one's own or takes it back, and who points at one is told the names. */
export function Reactions({ message }: { readonly message: Message }) {
  const { react, meId } = useActions();
  const [isPointedAt, setPointedAt] = useState(false);
  const { data } = useReactors(message, isPointedAt);
  const whoOf = (reaction: ReactionCount) => {
    const reactors = data?.find(({ emoji }) => emoji === reaction.emoji);
    return reactors === undefined ? countedReactors(reaction) : reactorNames(reactors, meId);
  };
  const point = () => setPointedAt(true);
  return (
    <ul aria-label="Reactions" className="flex flex-wrap gap-1 py-1">
      {message.reactions.map((reaction) => (
        <li key={reaction.emoji}>
          <button
            type="button"
            aria-pressed={reaction.reacted_by_me}
            aria-label={`${reaction.emoji} ${countedReactors(reaction)}`}
            title={whoOf(reaction)}
            onPointerEnter={point}
            onFocus={point}
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
