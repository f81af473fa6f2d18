// The access token of the person signed in, shared by all tabs of this browser.
const KEY = 'rostra.token';

const listeners = new Set<() => void>();

export function currentToken(): string | null {
  return localStorage.getItem(KEY);
}

export function keepToken(token: string): void {
  localStorage.setItem(KEY, token);
  tell();
}

/** Forgets `token`, unless another one has taken its place meanwhile. */
export function dropToken(token: string): void {
  if (currentToken() !== token) return;
  localStorage.removeItem(KEY);
  tell();
}

/** Calls back on every change, also those of other tabs; returns how to stop that. */
export function onTokenChange(listener: () => void): () => void {
  const fromOtherTab = (event: StorageEvent) => {
    if (event.key === KEY || event.key === null) listener();
  };
  listeners.add(listener);
  window.addEventListener('storage', fromOtherTab);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', fromOtherTab);
  };
}

function tell(): void {
  for (const listener of listeners) listener();
}
