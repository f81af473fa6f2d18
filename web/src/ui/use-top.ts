import { useLayoutEffect } from 'react';
import { NavigationType, useNavigationType } from 'react-router';

/** Begins a page at its top, wherever the one before was scrolled to; on going back the browser finds the place. */
export function useTop(): void {
  const isBack = useNavigationType() === NavigationType.Pop;
  useLayoutEffect(() => {
    if (!isBack) window.scrollTo(0, 0);
    // oxlint-disable-next-line react/exhaustive-deps -- once, when the page is opened
  }, []);
}
