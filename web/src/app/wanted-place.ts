// Where somebody was, or wanted to go, before they were asked to sign in or opened the settings, as kept in the history's state.
import type { Location } from 'react-router';

export type Wanted = { readonly from: string; /** Who was there, if somebody was. */ readonly whose: number | null };

export function wanting({ pathname, search }: Location, whose: number | null = null): Wanted {
  return { from: `${pathname}${search}`, whose };
}

/** Whether the place that was led to is one where somebody other than `meId` was. */
export function isOfAnother(state: unknown, meId: number): boolean {
  if (typeof state !== 'object' || state === null || !('whose' in state)) return false;
  return typeof state.whose === 'number' && state.whose !== meId;
}

export function wantedPlace(state: unknown): string {
  if (typeof state !== 'object' || state === null || !('from' in state)) return '/rooms';
  return typeof state.from === 'string' ? state.from : '/rooms';
}
