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
const CHOICES: readonly Choice[] = ['system', 'light', 'dark', 'neon', 'amber'];
const DARK = '(prefers-color-scheme: dark)';
/** Systems that ask for this get the quiet look of the system until somebody chooses. */
const QUIET = '(prefers-contrast: more), (forced-colors: active)';

const listeners = new Set<() => void>();
let known: { readonly text: string | null; readonly first: Choice; readonly look: Look } | undefined;

/** The choice of this device, or the first look as long as nobody has chosen. */
export function currentLook(): Look {
  const text = stored();
  const first = matches(QUIET) ? 'system' : 'neon';
  if (known === undefined || known.text !== text || known.first !== first) known = { text, first, look: parsed(text, first) };
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
  return matches(DARK) ? 'dark' : 'light';
}

export function isOldScreen(theme: Theme): boolean {
  return theme === 'neon' || theme === 'amber';
}

/** Keeps the page dressed as chosen: here, in another tab, or by the system. */
export function followLook(): void {
  window.addEventListener('storage', (event) => (event.key === LOOK_KEY || event.key === null) && renew());
  for (const query of [DARK, QUIET]) window.matchMedia(query).addEventListener('change', renew);
  renew();
}

function matches(query: string): boolean {
  return window.matchMedia(query).matches;
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

function parsed(text: string | null, first: Choice): Look {
  try {
    const kept = (JSON.parse(text ?? '{}') ?? {}) as Partial<Record<keyof Look, unknown>>;
    return { theme: CHOICES.find((choice) => choice === kept.theme) ?? first, crt: kept.crt !== false };
  } catch {
    return { theme: first, crt: true };
  }
}
