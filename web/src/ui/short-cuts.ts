// Keys that work all over the page. Single letters can be turned off, as some people speak or tremble.
import { useEffect, useSyncExternalStore } from 'react';

const KEY = 'rostra.letters';
const listeners = new Set<() => void>();

/** What each short cut is pressed by; `mod` is Ctrl, or Command on a Mac. */
export type ShortCut = { readonly key: string; readonly mod?: boolean; readonly onPress: () => void };

/** Reacts to short cuts as long as it is shown, unless a dialog is open. */
export function useShortCuts(all: readonly ShortCut[]): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const found = all.find((one) => isPressed(one, event));
      if (found === undefined || document.querySelector('dialog[open]') !== null) return;
      event.preventDefault();
      found.onPress();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [all]);
}

export function areLettersOn(): boolean {
  return localStorage.getItem(KEY) !== 'off';
}

export function turnLetters(isOn: boolean): void {
  if (isOn) localStorage.removeItem(KEY);
  else localStorage.setItem(KEY, 'off');
  for (const listener of listeners) listener();
}

export function useLettersOn(): boolean {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, areLettersOn);
}

/** The name of the key that short cuts are held with. */
export function modName(): string {
  return /Mac|iP/.test(navigator.platform) ? '⌘' : 'Ctrl';
}

function isPressed({ key, mod = false }: ShortCut, event: KeyboardEvent): boolean {
  if (event.key.toLowerCase() !== key || event.isComposing || event.altKey) return false;
  if (mod) return event.ctrlKey || event.metaKey;
  return !event.ctrlKey && !event.metaKey && areLettersOn() && !isTyping(event.target);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select') !== null);
}
