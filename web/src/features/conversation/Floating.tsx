import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

type Props = {
  /** What it belongs to; it stands above or below that. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

const GAP_PX = 6;
const MARGIN_PX = 8;

/** Something small over the page, at the bottom of a narrow one. It takes the focus and gives it back. */
export function Floating({ anchor, onClose, children }: Props) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const before = document.activeElement;
    const element = box.current;
    const focused = element?.querySelector<HTMLElement>('[data-autofocus], input, button');
    focused?.focus({ preventScroll: true });
    return () => {
      const isInside = document.activeElement === document.body || element?.contains(document.activeElement);
      if (isInside && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  useLayoutEffect(() => keepPlaced(box.current, anchor.current), [anchor]);
  useEffect(() => {
    const onPointer = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose();
    };
    window.addEventListener('pointerdown', onPointer, true);
    window.addEventListener('resize', onClose);
    return () => {
      window.removeEventListener('pointerdown', onPointer, true);
      window.removeEventListener('resize', onClose);
    };
  }, [onClose]);
  const onKeyDown = (event: KeyboardEvent) => {
    // The list below hears keys too; what is pressed here is not for it.
    event.stopPropagation();
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    if (event.key === 'Escape') event.preventDefault();
    onClose();
  };
  return createPortal(
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- it only closes what has the focus in it
    <div
      ref={box}
      onKeyDown={onKeyDown}
      className="fixed z-40 max-w-[calc(100vw-1rem)] text-ink max-sm:inset-x-2 max-sm:bottom-[max(0.5rem,env(safe-area-inset-bottom))] max-sm:flex max-sm:flex-col max-sm:items-center max-sm:*:w-full sm:start-(--x) sm:top-(--y)"
    >
      {children}
    </div>,
    document.body,
  );
}

/** Places it anew whenever what is in it changes its size. */
function keepPlaced(box: HTMLElement | null, anchor: HTMLElement | null): (() => void) | undefined {
  if (box === null || anchor === null) return undefined;
  place(box, anchor);
  if (typeof ResizeObserver === 'undefined') return undefined;
  const observer = new ResizeObserver(() => place(box, anchor));
  observer.observe(box);
  return () => observer.disconnect();
}

function place(box: HTMLElement, anchor: HTMLElement): void {
  const at = anchor.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = box;
  const above = at.top - GAP_PX - height;
  const below = at.bottom + GAP_PX;
  const top = below + height + MARGIN_PX > window.innerHeight && above > MARGIN_PX ? above : below;
  box.style.setProperty('--x', `${Math.max(MARGIN_PX, Math.min(at.right - width, window.innerWidth - width - MARGIN_PX))}px`);
  box.style.setProperty('--y', `${Math.max(MARGIN_PX, Math.min(top, window.innerHeight - height - MARGIN_PX))}px`);
}
