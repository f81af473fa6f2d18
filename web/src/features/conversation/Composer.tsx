import { type KeyboardEvent, type Ref, useId } from 'react';
import { SendIcon } from '~/ui/icons';

type Props = {
  readonly roomName: string;
  readonly draft: string;
  readonly fieldRef: Ref<HTMLTextAreaElement>;
  readonly onDraft: (text: string) => void;
  readonly onSend: (text: string) => void;
};

/** The number of characters from which the count is shown; the usual limit is 1000. */
const COUNTED_FROM = 900;

export function Composer({ roomName, draft, fieldRef, onDraft, onSend }: Props) {
  const hintId = useId();
  const text = draft.trim();
  const length = [...text].length;
  const send = () => {
    if (text !== '') onSend(text);
  };
  return (
    <form
      className="flex items-end gap-2 px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-5 md:pb-4"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <textarea
        ref={fieldRef}
        aria-label={`Message to ${roomName}`}
        aria-describedby={hintId}
        placeholder={`Message to ${roomName}`}
        rows={1}
        value={draft}
        onChange={(event) => onDraft(event.target.value)}
        onKeyDown={(event) => sendsNow(event) && (event.preventDefault(), send())}
        className="field-sizing-content max-h-40 min-h-11 flex-1 resize-none rounded-xl border border-line bg-raised px-3.5 py-2.5 text-base placeholder:truncate placeholder:text-muted"
      />
      <span id={hintId} className="sr-only">
        Enter sends, Shift and Enter begins a new line.
      </span>
      {length >= COUNTED_FROM && <span className="self-center text-xs text-muted tabular-nums">{length}</span>}
      <button
        type="submit"
        aria-label="Send"
        disabled={text === ''}
        className="inline-flex size-11 shrink-0 items-center justify-center rounded-xl bg-accent text-on-accent transition-colors hover:bg-accent-strong disabled:bg-hover disabled:text-muted"
      >
        <SendIcon />
      </button>
    </form>
  );
}

// Enter that ends an input method's composition is not meant to send.
function sendsNow(event: KeyboardEvent): boolean {
  return event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing;
}
