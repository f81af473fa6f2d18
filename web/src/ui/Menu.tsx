import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { IconButton } from './Button';

export type MenuItem = { readonly label: string; readonly icon?: ReactNode; readonly isDanger?: boolean; readonly onChoose: () => void };

type Props = { readonly label: string; readonly icon: ReactNode; readonly items: readonly MenuItem[] };

/** A button that opens a list of things to do. Arrows move in it, Escape closes it. */
export function Menu({ label, icon, items }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const menuId = useId();
  const close = () => {
    setIsOpen(false);
    box.current?.querySelector<HTMLElement>('button')?.focus();
  };
  useEffect(() => {
    if (!isOpen) return undefined;
    box.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus();
    const elsewhere = (event: PointerEvent) => event.target instanceof Node && !box.current?.contains(event.target) && setIsOpen(false);
    document.addEventListener('pointerdown', elsewhere);
    return () => document.removeEventListener('pointerdown', elsewhere);
  }, [isOpen, box]);
  return (
    <div ref={box} className="relative" onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && event.relatedTarget !== null && setIsOpen(false)}>
      <IconButton label={label} aria-haspopup="menu" aria-expanded={isOpen} aria-controls={isOpen ? menuId : undefined} onClick={() => setIsOpen(!isOpen)}>
        {icon}
      </IconButton>
      {isOpen && (
        <div
          id={menuId}
          role="menu"
          aria-label={label}
          tabIndex={-1}
          onKeyDown={(event) => onKey(event, close)}
          className="absolute end-0 top-full z-20 mt-1 flex w-60 flex-col rounded-xl border border-line bg-raised p-1.5 shadow-xl"
        >
          {items.map((item) => (
            <button
              key={item.label}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                item.onChoose();
              }}
              className={`flex min-h-11 items-center gap-3 rounded-lg px-3 text-start text-sm hover:bg-hover focus-visible:-outline-offset-2 ${item.isDanger ? 'text-danger' : ''}`}
            >
              {item.icon}
              {item.label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}

function onKey(event: KeyboardEvent<HTMLElement>, close: () => void): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>('[role=menuitem]')];
  const at = items.findIndex((item) => item === document.activeElement);
  const to: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
  const wanted = to[event.key];
  if (event.key === 'Escape' || event.key === 'Tab') {
    if (event.key === 'Escape') event.preventDefault();
    event.stopPropagation();
    return close();
  }
  if (wanted === undefined) return undefined;
  event.preventDefault();
  items[wanted % items.length]?.focus();
  return undefined;
}
