// Who is signed in on this device. The access token stays in the memory of this page; kept is only
// the refresh token, which is good once and shared by all tabs.
import { refusalIn } from './problem';
import { send } from './send';
import type { Tokens } from './types';

const KEY = 'rostra.session';
/** There as long as nobody has signed in since a session was lost. */
const LOST = 'rostra.session-lost';
const LOCK = 'rostra.session';
const REFRESH = '/api/auth/refresh';
/** A token that ends sooner is renewed before it is used. */
const MARGIN_MS = 30_000;

type Kept = { readonly id: string; readonly refresh: string };
type Access = { readonly sessionId: string; readonly token: string; readonly until: number };

const listeners = new Set<() => void>();
let access: Access | null = null;
let renewing: Promise<string | null> | null = null;

/** The name of the session, the same from signing in to signing out; null when nobody is signed in. */
export function currentSession(): string | null {
  return kept()?.id ?? null;
}

/** Begins a session with the tokens of somebody who has just signed in. */
export function beginSession(tokens: Tokens): void {
  localStorage.removeItem(LOST);
  keep(crypto.getRandomValues(new Uint32Array(3)).join('-'), tokens);
  tell();
}

/** Forgets who is signed in, here and in all tabs. */
export function endSession(): void {
  localStorage.removeItem(LOST);
  forget();
}

/** The server knows the session no more: it has expired, or was ended elsewhere. */
export function loseSession(): void {
  localStorage.setItem(LOST, 'yes');
  forget();
}

/** Whether the last session was not ended on purpose here, so that somebody may wonder. */
export function wasSessionLost(): boolean {
  return localStorage.getItem(LOST) !== null;
}

/**
 * The token to show with a request, renewed if need be; null when nobody is signed in.
 * `refused` is one that the server did not take, however long it should have lasted.
 */
export async function accessToken(refused?: string): Promise<string | null> {
  const sessionId = currentSession();
  if (sessionId === null) return null;
  const known = access;
  if (known?.sessionId === sessionId && known.token !== refused && known.until - MARGIN_MS > Date.now()) return known.token;
  renewing ??= oneTabAtATime(renew).finally(() => {
    renewing = null;
  });
  return renewing;
}

/** Calls back when somebody signs in or out, also in other tabs; returns how to stop that. */
export function onSessionChange(listener: () => void): () => void {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key === KEY || event.key === LOST || event.key === null) listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', fromOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', fromOtherTab);
  };
}

// What is kept is read only now: another tab may have renewed it while this one waited.
async function renew(): Promise<string | null> {
  const before = kept();
  if (before === null) return null;
  const response = await send({ verb: 'post', url: REFRESH, body: { refresh_token: before.refresh }, token: null });
  const now = kept();
  // Somebody signed out or in meanwhile: these tokens are of a session that is over.
  if (now?.id !== before.id) return null;
  if (response.ok) return keep(before.id, (await response.json()) as Tokens);
  const refusal = await refusalIn(response);
  if (refusal.status === 401 && now.refresh === before.refresh) loseSession();
  throw refusal;
}

function forget(): void {
  access = null;
  localStorage.removeItem(KEY);
  tell();
}

function keep(id: string, tokens: Tokens): string {
  const { access_token: token, expires_in, refresh_token: refresh } = tokens;
  access = { sessionId: id, token, until: Date.now() + expires_in * 1000 };
  localStorage.setItem(KEY, JSON.stringify({ id, refresh } satisfies Kept));
  return token;
}

function kept(): Kept | null {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return isKept(stored) ? stored : null;
  } catch {
    return null;
  }
}

function isKept(stored: unknown): stored is Kept {
  if (typeof stored !== 'object' || stored === null) return false;
  return 'id' in stored && typeof stored.id === 'string' && 'refresh' in stored && typeof stored.refresh === 'string';
}

// A browser offers locks to secure pages only; elsewhere the server's grace must do.
async function oneTabAtATime<T>(act: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? await navigator.locks.request(LOCK, act) : await act();
}

function tell(): void {
  for (const listener of listeners) listener();
}
