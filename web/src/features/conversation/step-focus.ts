import type { KeyboardEvent } from 'react';

/** Arrow keys, Home and End go from button to button of the element that hears the key. */
export function stepFocus(event: KeyboardEvent<HTMLElement>): void {
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const next = nextIndex(event.key, buttons.indexOf(document.activeElement as HTMLElement), buttons.length);
  if (next === null) return;
  event.preventDefault();
  event.stopPropagation();
  buttons[next]?.focus();
}

function nextIndex(key: string, present: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return (present + 1) % count;
    case 'ArrowUp':
    case 'ArrowLeft':
      return (present - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
