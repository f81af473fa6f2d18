import { useSyncExternalStore } from 'react';
import { currentToken, onTokenChange } from '~/protocol/token';

/** The access token of the person signed in; null when nobody is. */
export function useToken(): string | null {
  return useSyncExternalStore(onTokenChange, currentToken);
}
