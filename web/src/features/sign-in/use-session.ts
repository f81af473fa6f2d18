import { useSyncExternalStore } from 'react';
import { currentSession, onSessionChange, wasSessionLost } from '~/protocol/session';

/** The name of the session of the person signed in; null when nobody is. */
export function useSession(): string | null {
  return useSyncExternalStore(onSessionChange, currentSession);
}

/** Whether one was signed out without wanting it. */
export function useSessionLost(): boolean {
  return useSyncExternalStore(onSessionChange, wasSessionLost);
}
