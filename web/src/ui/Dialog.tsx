import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from './Button';
import { CloseIcon } from './icons';

type Place = 'center' | 'top' | 'start' | 'end';

type Props = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** In the middle, below the upper edge, or along one side as a drawer. */
  readonly place?: Place;
  /** Whether the title is for screen readers only. */
  readonly isBare?: boolean;
  /** Whether there is nothing in it but text: then it takes the focus itself, to be scrolled by keys. */
  readonly isText?: boolean;
};

const BOX = 'max-h-[min(42rem,92dvh)] w-[min(30rem,calc(100vw-1.5rem))] rounded-2xl border';
const PLACES: Record<Place, string> = {
  center: `m-auto ${BOX}`,
  top: `mx-auto mt-[8dvh] mb-auto ${BOX}`,
  start: 'me-auto ms-0 my-0 h-dvh max-h-dvh w-[min(20rem,88vw)] border-e',
  end: 'ms-auto me-0 my-0 h-dvh max-h-dvh w-[min(24rem,92vw)] border-s',
};

/** A modal dialog, open while it is shown. The browser keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, children, place = 'center', isBare = false, isText = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Not a passive effect: the focus is given back only by closing while still in the document.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Else the browser would begin at the button that closes.
    element?.querySelector<HTMLElement>('[data-first], input')?.focus();
    return () => element?.close();
  }, []);
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- Escape does it by keyboard
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => isOutside(event.currentTarget, event) && onClose()}
      className={`flex-col overflow-hidden border-line bg-surface text-ink shadow-2xl backdrop:bg-shade open:flex ${PLACES[place]}`}
    >
      <header className={isBare ? 'sr-only' : 'flex min-h-14 shrink-0 items-center justify-between gap-2 border-b border-line ps-5 pe-2'}>
        <h2 id={titleId} className="min-w-0 truncate text-lg font-semibold">
          {title}
        </h2>
        {!isBare && (
          <IconButton label="Close" onClick={onClose}>
            <CloseIcon />
          </IconButton>
        )}
      </header>
      <div
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls can be reached by keyboard
        tabIndex={isText ? 0 : undefined}
        className={`flex min-h-0 flex-1 flex-col overflow-y-auto -outline-offset-2 ${isBare || place === 'start' || place === 'end' ? '' : 'p-5'}`}
      >
        {children}
      </div>
    </dialog>
  );
}

type Point = { readonly target: EventTarget; readonly clientX: number; readonly clientY: number };

/** Whether a click hit the backdrop. One made by the keyboard has no place and hits nothing. */
function isOutside(dialog: HTMLDialogElement, { target, clientX, clientY }: Point): boolean {
  if (target !== dialog || (clientX === 0 && clientY === 0)) return false;
  const box = dialog.getBoundingClientRect();
  return clientX < box.left || clientX > box.right || clientY < box.top || clientY > box.bottom;
}
