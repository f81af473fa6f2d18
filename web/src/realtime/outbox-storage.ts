// The outbox of this tab, kept over a reload. Another tab has its own.
import type { Outbox } from './outbox';
import { removeByPrefix } from './storage';

const PREFIX = 'rostra.outbox.';

const key = (meId: number) => `${PREFIX}${meId}`;

export function readOutbox(meId: number): Outbox {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(key(meId)) ?? '[]');
    return Array.isArray(stored) ? (stored as Outbox) : [];
  } catch {
    return [];
  }
}

export function writeOutbox(meId: number, outbox: Outbox): void {
  try {
    if (outbox.length === 0) sessionStorage.removeItem(key(meId));
    else sessionStorage.setItem(key(meId), JSON.stringify(outbox));
  } catch {
    // Storage may be full or forbidden; then the outbox lives as long as the page.
  }
}

export function forgetOutboxes(): void {
  removeByPrefix(sessionStorage, PREFIX);
}
