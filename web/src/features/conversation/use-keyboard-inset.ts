import { useSyncExternalStore } from 'react';

/** How much of the page's bottom a soft keyboard covers, in browsers that do not make the page smaller. */
export function useKeyboardInset(): number {
  return useSyncExternalStore(onChange, inset);
}

function inset(): number {
  const viewport = window.visualViewport;
  // A zoomed page shows a part of itself without any keyboard.
  if (!viewport || viewport.scale !== 1) return 0;
  return Math.max(0, Math.round(window.innerHeight - viewport.height - viewport.offsetTop));
}

function onChange(listener: () => void): () => void {
  const viewport = window.visualViewport;
  viewport?.addEventListener('resize', listener);
  viewport?.addEventListener('scroll', listener);
  return () => {
    viewport?.removeEventListener('resize', listener);
    viewport?.removeEventListener('scroll', listener);
  };
}
