import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';

/** Nearer to the end than this counts as being there. */
const NEAR_END_PX = 96;

type Anchor<Box> = {
  /** Goes to the element that scrolls. */
  readonly box: RefObject<Box | null>;
  readonly isAtEnd: boolean;
  readonly onScroll: () => void;
  readonly toEnd: () => void;
};

/**
 * Keeps a growing list where the reader is: at the end while they are there, else at the same
 * message when older ones come in above it. `first` names the topmost row, `ownLast` the newest one
 * that the reader has written: writing leads to the end.
 */
export function useScrollAnchor<Box extends HTMLElement>(first: string, ownLast: string): Anchor<Box> {
  const box = useRef<Box>(null);
  const [isAtEnd, setIsAtEnd] = useState(true);
  const atEnd = useRef(true);
  const seen = useRef({ first, ownLast, height: 0 });

  const toEnd = useCallback(() => {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }, []);

  const onScroll = useCallback(() => {
    const element = box.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    setIsAtEnd(atEnd.current);
  }, []);

  // After every render: whatever was drawn may have changed the height.
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const before = seen.current;
    const hasWritten = ownLast !== '' && ownLast !== before.ownLast;
    if (atEnd.current || hasWritten) toEnd();
    else if (before.first !== first) element.scrollTop += element.scrollHeight - before.height;
    seen.current = { first, ownLast, height: element.scrollHeight };
  });

  useEffect(() => keepAtEndOnResize(box.current, () => atEnd.current && toEnd()), [toEnd]);

  return { box, isAtEnd, onScroll, toEnd };
}

// A soft keyboard or a growing field makes the list lower; its end shall stay visible.
function keepAtEndOnResize(element: HTMLElement | null, onResize: () => void): (() => void) | undefined {
  if (element === null || typeof ResizeObserver === 'undefined') return undefined;
  const observer = new ResizeObserver(onResize);
  observer.observe(element);
  return () => observer.disconnect();
}
