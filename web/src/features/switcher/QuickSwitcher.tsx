import { type KeyboardEvent, type ReactNode, useId, useState } from 'react';
import { Dialog } from '~/ui/Dialog';
import { Name } from '~/ui/Name';
import { rank } from './rank';

export type Destination = {
  readonly key: string;
  readonly label: string;
  /** After the name, such as how much is unread. */
  readonly note?: string | undefined;
  readonly icon: ReactNode;
  readonly onGo: () => void;
};

type Props = { readonly destinations: readonly Destination[]; readonly onClose: () => void };

const MOST_SHOWN = 12;

/** Goes to a room or a page by a few letters of its name. */
export function QuickSwitcher({ destinations, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const shown = rank(destinations, typed).slice(0, MOST_SHOWN);
  const current = Math.min(at, Math.max(0, shown.length - 1));
  const go = (to: Destination | undefined) => {
    if (to === undefined) return;
    onClose();
    to.onGo();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault();
      return go(shown[current]);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || shown.length === 0) return undefined;
    event.preventDefault();
    setAt((current + step + shown.length) % shown.length);
    return undefined;
  };
  return (
    <Dialog title="Go to" place="top" isBare onClose={onClose}>
      <input
        type="text"
        role="combobox"
        aria-label="Room or page"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={shown.length === 0 ? undefined : `${listId}-${current}`}
        placeholder="Go to a room or page…"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        className="min-h-14 w-full shrink-0 border-b border-line bg-transparent px-5 text-lg outline-none"
      />
      {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- a select can't show icons, nor be filtered */}
      <div id={listId} role="listbox" aria-label="Rooms and pages" className="min-h-0 overflow-y-auto p-2">
        {shown.map((destination, index) => (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus, jsx-a11y/prefer-tag-over-role -- the field above keeps the focus and handles the keys
          <div
            key={destination.key}
            id={`${listId}-${index}`}
            // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as above
            role="option"
            aria-selected={index === current}
            onClick={() => go(destination)}
            onPointerMove={() => setAt(index)}
            className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-3 text-muted aria-selected:bg-accent-soft aria-selected:text-ink"
          >
            {destination.icon}
            <Name>{destination.label}</Name>
            {destination.note !== undefined && <span className="ms-auto shrink-0 text-sm">{destination.note}</span>}
          </div>
        ))}
      </div>
      {shown.length === 0 && <p className="px-5 pb-5 text-sm text-muted">Nothing is called that.</p>}
    </Dialog>
  );
}
