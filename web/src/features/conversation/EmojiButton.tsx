import { useCallback, useRef, useState } from 'react';
import { SmileIcon } from '~/ui/message-icons';
import { Floating } from './Floating';
import { LazyEmojiPicker } from './LazyEmojiPicker';

/** Puts an emoji into what is being written. */
export function EmojiButton({ onChoose }: { readonly onChoose: (emoji: string) => void }) {
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const close = useCallback(() => setIsOpen(false), []);
  return (
    <>
      <button
        ref={button}
        type="button"
        aria-label="Insert an emoji"
        title="Insert an emoji"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
        className="inline-flex size-10 pointer-coarse:size-11 shrink-0 items-center justify-center rounded-xl text-muted hover:bg-hover hover:text-ink"
      >
        <SmileIcon />
      </button>
      {isOpen && (
        <Floating anchor={button} onClose={close}>
          <LazyEmojiPicker
            onClose={close}
            onPick={(emoji) => {
              close();
              onChoose(emoji);
            }}
          />
        </Floating>
      )}
    </>
  );
}
