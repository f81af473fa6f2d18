import { useMemo, useSyncExternalStore } from 'react';
import { type Wishes, parseWishes } from './levels';

const PREFIX = 'rostra.notify.';
const listeners = new Set<() => void>();

/** The wishes of the person `meId` on this device, the same in all tabs. */
export function useWishes(meId: number): Wishes {
  const text = useSyncExternalStore(subscribe, () => stored(meId));
  return useMemo(() => parseWishes(text), [text]);
}

export function readWishes(meId: number): Wishes {
  return parseWishes(stored(meId));
}

export function changeWishes(meId: number, change: (wishes: Wishes) => Wishes): void {
  try {
    localStorage.setItem(PREFIX + meId, JSON.stringify(change(readWishes(meId))));
  } catch {
    // Storage may be full or forbidden; then all stays as it was.
  }
  for (const listener of listeners) listener();
}

function stored(meId: number): string | null {
  try {
    return localStorage.getItem(PREFIX + meId);
  } catch {
    return null;
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}
