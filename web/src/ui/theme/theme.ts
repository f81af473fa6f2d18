// How the page looks, as chosen on this device. public/theme.js applies it before the first drawing.
import { useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark' | 'neon' | 'amber';
export type Choice = Theme | 'system';
export type Look = {
  readonly theme: Choice;
  /** Whether the old screens have the lines of an old screen; so they do until somebody objects. */
  readonly crt: boolean;
};

export const LOOK_KEY = 'rostra.look';
const THEMES: readonly Theme[] = ['light', 'dark', 'neon', 'amber'];
const DARK = '(prefers-color-scheme: dark)';

const listeners = new Set<() => void>();
let known: { readonly text: string | null; readonly look: Look } | undefined;

/** The choice of this device. */
export function currentLook(): Look {
  const text = stored();
  if (known === undefined || known.text !== text) known = { text, look: parsed(text) };
  return known.look;
}

export function changeLook(change: Partial<Look>): void {
  try {
    localStorage.setItem(LOOK_KEY, JSON.stringify({ ...currentLook(), ...change }));
  } catch {
    // Storage may be full or forbidden; then the look stays.
  }
  renew();
}

export function useLook(): Look {
  return useSyncExternalStore(subscribe, currentLook);
}

/** The theme that is shown for a choice. */
export function themeOf({ theme }: Look): Theme {
  if (theme !== 'system') return theme;
  return window.matchMedia(DARK).matches ? 'dark' : 'light';
}

export function isOldScreen(theme: Theme): boolean {
  return theme === 'neon' || theme === 'amber';
}

/** Keeps the page dressed as chosen: here, in another tab, or by the system. */
export function followLook(): void {
  window.addEventListener('storage', (event) => (event.key === LOOK_KEY || event.key === null) && renew());
  window.matchMedia(DARK).addEventListener('change', renew);
  renew();
}

function renew(): void {
  const look = currentLook();
  const theme = themeOf(look);
  const root = document.documentElement;
  root.dataset.theme = theme;
  if (isOldScreen(theme) && look.crt) root.dataset.crt = '';
  else delete root.dataset.crt;
  const canvas = getComputedStyle(root).getPropertyValue('--canvas').trim();
  document.querySelector('meta[name="theme-color"]')?.setAttribute('content', canvas);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function stored(): string | null {
  try {
    return localStorage.getItem(LOOK_KEY);
  } catch {
    return null;
  }
}

function parsed(text: string | null): Look {
  try {
    const kept = (JSON.parse(text ?? '{}') ?? {}) as Partial<Record<keyof Look, unknown>>;
    return { theme: THEMES.find((theme) => theme === kept.theme) ?? 'system', crt: kept.crt !== false };
  } catch {
    return { theme: 'system', crt: true };
  }
}
