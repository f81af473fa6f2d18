// Where somebody was, or wanted to go, before they were asked to sign in or opened the settings, as kept in the history's state.
import type { Location } from 'react-router';

export type Wanted = { readonly from: string };

export function wanting({ pathname, search }: Location): Wanted {
  return { from: `${pathname}${search}` };
}

export function wantedPlace(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('from' in state)) return '/rooms';
  return typeof state.from === 'string' ? state.from : '/rooms';
}
