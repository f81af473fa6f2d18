/* oxlint-disable jsx-a11y/prefer-tag-over-role -- the browser's own lists of options take the focus from the field */
import type { Suggestion } from './use-completion';

type Props = {
  readonly listId: string;
  readonly optionId: (index: number) => string;
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  readonly onChoose: (suggestion: Suggestion) => void;
};

/** What may be meant by what is typed, above the field. The focus stays in the field. */
export function Suggestions({ listId, optionId, suggestions, active, onChoose }: Props) {
  if (suggestions.length === 0) return null;
  return (
    <div
      id={listId}
      role="listbox"
      aria-label="Suggestions"
      className="absolute inset-x-0 bottom-full z-20 mb-1 max-h-60 overflow-y-auto rounded-xl border border-line bg-surface p-1 shadow-xl"
    >
      {suggestions.map((suggestion, index) => (
        // The keys are heard by the field.
        // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
        <div
          key={suggestion.key}
          ref={index === active ? intoView : null}
          id={optionId(index)}
          role="option"
          aria-selected={index === active}
          tabIndex={-1}
          // The field shall not lose the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onChoose(suggestion)}
          className="flex min-h-10 cursor-pointer items-center gap-2 rounded-md px-3 hover:bg-hover aria-selected:bg-accent-soft"
        >
          {suggestion.picture !== null && <span aria-hidden="true">{suggestion.picture}</span>}
          <bdi className="truncate">{suggestion.label}</bdi>
        </div>
      ))}
    </div>
  );
}

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView?.({ block: 'nearest' });
}
