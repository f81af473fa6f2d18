import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import type { Message } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { ErrorNotice } from '~/ui/Notice';
import type { Edit, Edits } from './use-edits';
import { useGrowing } from './use-growing';

type Props = { readonly message: Message; readonly edit: Edit; readonly edits: Edits };

/** Rewrites a message in its place. */
export function EditForm({ message, edit, edits }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  useEffect(() => {
    const before = document.activeElement;
    const element = field.current;
    const row = element?.closest('article');
    element?.focus();
    element?.setSelectionRange(element.value.length, element.value.length);
    // Back to where one came from, or to the message if that is gone.
    return () => (before instanceof HTMLElement && before.isConnected && before !== document.body ? before : row)?.focus();
  }, []);
  useGrowing(field, edit.text);
  const isEmpty = edit.text.trim() === '';
  const save = () => !isEmpty && edits.save(message, edit.text);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      edits.cancel(message.id);
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      save();
    }
  };
  return (
    <form
      className="flex flex-col gap-1.5 py-1"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <textarea
        ref={field}
        aria-label="Edit message"
        aria-describedby={hintId}
        rows={1}
        dir="auto"
        value={edit.text}
        onChange={(event) => edits.type(message.id, event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-60 min-h-10 w-full resize-none rounded-lg border border-accent bg-raised px-3 py-2 text-base"
      />
      <ErrorNotice>{edit.error}</ErrorNotice>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" isSlim disabled={isEmpty}>
          Save
        </Button>
        <Button look="quiet" isSlim onClick={() => edits.cancel(message.id)}>
          Cancel
        </Button>
        <span id={hintId} className="text-xs text-muted">
          {isEmpty ? 'A message needs a text; you can delete it instead.' : 'Enter saves, Esc cancels.'}
        </span>
      </div>
    </form>
  );
}
