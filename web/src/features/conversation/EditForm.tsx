import { type KeyboardEvent, type RefObject, useEffect, useId, useRef } from 'react';
import type { Message } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { CopyButton } from '~/ui/CopyButton';
import { ErrorNotice } from '~/ui/Notice';
import { CharactersLeft } from './CharactersLeft';
import type { Edit, Edits } from './use-edits';
import { useGrowing } from './use-growing';

type Props = { readonly message: Message; readonly edit: Edit; readonly edits: Edits };

/** Rewrites a message in its place. One that is gone meanwhile leaves what was typed, to be taken along. */
export function EditForm({ message, edit, edits }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const hintId = useId();
  useFocus(field, edit.begun);
  useGrowing(field, edit.text);
  const isGone = Boolean(message.deleted_at);
  const isEmpty = edit.text.trim() === '';
  const canSave = !isEmpty && !isGone;
  const save = () => canSave && edits.save(message, edit.text);
  const cancel = () => edits.cancel(message.id);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      cancel();
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
        readOnly={isGone}
        value={edit.text}
        onChange={(event) => edits.type(message.id, event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-60 min-h-10 w-full resize-none rounded-lg border border-accent bg-raised px-3 py-2 text-base"
      />
      <ErrorNotice>{isGone ? 'This message was deleted while you changed it. You can still copy what you wrote.' : edit.error}</ErrorNotice>
      <div className="flex flex-wrap items-center gap-2">
        {isGone ? (
          <CopyButton text={edit.text} />
        ) : (
          <Button type="submit" isSlim disabled={isEmpty}>
            Save
          </Button>
        )}
        <Button look="quiet" isSlim onClick={cancel}>
          {isGone ? 'Discard' : 'Cancel'}
        </Button>
        {/* Beside the buttons also where the hint has no room there. */}
        {!isGone && <CharactersLeft text={edit.text} className="ms-auto sm:order-last" />}
        <span id={hintId} className="text-xs text-muted">
          {hintFor(isGone, isEmpty)}
        </span>
      </div>
    </form>
  );
}

function hintFor(isGone: boolean, isEmpty: boolean): string {
  if (isGone) return 'Esc discards it.';
  return isEmpty ? 'A message needs a text; you can delete it instead.' : 'Enter saves, Esc cancels.';
}

/** Into the field whenever one asks to rewrite; in the end back to where one came from, or to the message if that is gone. */
function useFocus(field: RefObject<HTMLTextAreaElement | null>, begun: number): void {
  const before = useRef<Element | null>(null);
  useEffect(() => {
    const element = field.current;
    if (begun === 0 || element === null) return;
    before.current = document.activeElement;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
  }, [field, begun]);
  useEffect(() => {
    const element = field.current;
    const row = element?.closest('article');
    return () => {
      const from = before.current;
      if (from instanceof HTMLElement && from !== element && from.isConnected && from !== document.body) from.focus();
      else if (from !== null || document.activeElement === document.body) row?.focus();
    };
  }, [field]);
}
