import { type KeyboardEvent, type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';
import type { Row } from './rows';

/**
 * One row of the list can be reached by Tab, the arrow keys go from row to row. The focus itself moves
 * after the row has been drawn, as it may have been out of sight.
 */
export function useRowFocus(box: RefObject<HTMLElement | null>, rows: readonly Row[]) {
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const known = rows.findIndex((row) => row.key === activeKey);
  const active = known === -1 ? rows.length - 1 : known;

  useLayoutEffect(() => {
    if (wanted.current === null || box.current === null) return;
    const drawn = [...box.current.querySelectorAll<HTMLElement>('[data-row]')];
    const element = drawn.find((row) => row.dataset.row === wanted.current);
    if (element === undefined) return;
    wanted.current = null;
    element.focus({ preventScroll: true });
  });

  const focusRow = useCallback((row: Row) => {
    wanted.current = row.key;
    setActiveKey(row.key);
  }, []);

  /** Moves the focus to the row that a key leads to, if it leads to one; `show` brings it into sight. */
  const step = (event: KeyboardEvent, show: (index: number) => void) => {
    const next = indexAfter(event, active, rows.length - 1);
    const row = next === null ? undefined : rows[next];
    if (next === null || row === undefined) return;
    event.preventDefault();
    show(next);
    focusRow(row);
  };

  return { active, activeKey, setActiveKey, focusRow, step };
}

/** The index that a key leads to, from the row that has the focus; null for other keys. */
function indexAfter(event: KeyboardEvent, active: number, last: number): number | null {
  if (!(event.target instanceof HTMLElement) || event.target.dataset.row === undefined) return null;
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  switch (event.key) {
    case 'ArrowUp':
      return Math.max(0, active - 1);
    case 'ArrowDown':
      return Math.min(last, active + 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}
