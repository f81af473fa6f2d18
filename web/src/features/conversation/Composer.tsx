import { type KeyboardEvent, type RefObject, useId } from 'react';
import { SendIcon } from '~/ui/icons';
import { CharactersLeft } from './CharactersLeft';
import { EmojiButton } from './EmojiButton';
import { Suggestions } from './Suggestions';
import { useCompletion } from './use-completion';
import { useGrowing } from './use-growing';

type Props = {
  readonly roomName: string;
  readonly text: string;
  readonly fieldRef: RefObject<HTMLTextAreaElement | null>;
  readonly names: readonly string[];
  readonly onText: (text: string) => void;
  /** Names are wanted from now on. */
  readonly onAskNames: () => void;
  readonly onSend: (text: string) => void;
  /** Up in an empty field. */
  readonly onUp: () => void;
  readonly onEscape: () => void;
};

export function Composer(props: Props) {
  const { roomName, text, fieldRef, names, onText, onAskNames, onSend, onUp, onEscape } = props;
  const hintId = useId();
  useGrowing(fieldRef, text);
  const completion = useCompletion({ field: fieldRef, text, names, onText });
  const { listId, optionId, suggestions, active, asks, look, choose, onKey } = completion;
  const isEmpty = text.trim() === '';
  const send = () => !isEmpty && onSend(text.trim());
  const lookAnew = () => {
    look();
    if (fieldRef.current?.value.includes('@')) onAskNames();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (onKey(event) || event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'ArrowUp' && text === '') {
      event.preventDefault();
      onUp();
    } else if (event.key === 'Escape') onEscape();
  };
  const insert = (emoji: string) => {
    const at = fieldRef.current?.selectionStart ?? text.length;
    onText(text.slice(0, at) + emoji + text.slice(fieldRef.current?.selectionEnd ?? at));
    requestAnimationFrame(() => {
      fieldRef.current?.focus();
      fieldRef.current?.setSelectionRange(at + emoji.length, at + emoji.length);
    });
  };
  return (
    <form
      className="relative flex items-end gap-1 rounded-2xl border border-line bg-raised p-1 focus-within:border-accent"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Suggestions listId={listId} optionId={optionId} suggestions={suggestions} active={active} onChoose={choose} />
      <textarea
        ref={fieldRef}
        aria-label={`Message to ${roomName}`}
        aria-describedby={hintId}
        aria-autocomplete="list"
        aria-controls={suggestions.length > 0 ? listId : undefined}
        aria-activedescendant={suggestions.length > 0 ? optionId(active) : undefined}
        placeholder={`Message to ${roomName}`}
        rows={1}
        dir="auto"
        enterKeyHint="send"
        value={text}
        onChange={(event) => {
          onText(event.target.value);
          lookAnew();
        }}
        onSelect={lookAnew}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-[min(14rem,40dvh)] min-h-10 min-w-0 flex-1 resize-none rounded-xl bg-transparent pointer-coarse:min-h-11 px-3 py-2 text-base outline-none placeholder:truncate placeholder:text-muted"
      />
      <span id={hintId} className="sr-only">
        Enter sends, Shift and Enter begins a new line.
      </span>
      <CharactersLeft text={text} className="absolute end-3 top-2" />
      <EmojiButton onChoose={insert} />
      <button
        type="submit"
        aria-label="Send"
        disabled={isEmpty}
        className="inline-flex size-10 pointer-coarse:size-11 shrink-0 items-center justify-center rounded-xl bg-accent text-on-accent transition-colors hover:bg-accent-strong disabled:bg-transparent disabled:text-muted"
      >
        <SendIcon />
      </button>
      <output className="sr-only">{asks !== null && suggestions.length > 0 ? `${suggestions.length} suggestions` : ''}</output>
    </form>
  );
}
