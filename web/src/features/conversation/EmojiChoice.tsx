import { useState } from 'react';
import { PlusIcon } from '~/ui/icons';
import { LazyEmojiPicker } from './LazyEmojiPicker';
import { QUICK_EMOJI } from './quick-emoji';
import { stepFocus } from './step-focus';

type Props = { readonly onChoose: (emoji: string) => void; readonly onClose: () => void };

/** The quick reactions, and the way to all others. */
export function EmojiChoice({ onChoose, onClose }: Props) {
  const [wantsAll, setWantsAll] = useState(false);
  if (wantsAll) return <LazyEmojiPicker onPick={onChoose} onClose={onClose} />;
  return (
    <div
      role="toolbar"
      aria-label="Choose a reaction"
      tabIndex={-1}
      className="flex flex-wrap justify-center gap-0.5 rounded-xl border border-line bg-surface p-1.5 shadow-2xl"
      onKeyDown={stepFocus}
    >
      {QUICK_EMOJI.map((emoji) => (
        <button
          key={emoji}
          type="button"
          aria-label={`React with ${emoji}`}
          onClick={() => onChoose(emoji)}
          className="inline-flex size-9 items-center justify-center rounded-lg text-xl hover:bg-hover"
        >
          {emoji}
        </button>
      ))}
      <button
        type="button"
        aria-label="All emoji"
        title="All emoji"
        onClick={() => setWantsAll(true)}
        className="inline-flex size-9 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink"
      >
        <PlusIcon />
      </button>
    </div>
  );
}
