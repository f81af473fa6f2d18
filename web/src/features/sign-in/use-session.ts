import { useSyncExternalStore } from 'react';
import { currentSession, onSessionChange } from '~/protocol/session';

/** The name of the session of the person signed in; null when nobody is. */
export function useSession(): string | null {
  return useSyncExternalStore(onSessionChange, currentSession);
}
