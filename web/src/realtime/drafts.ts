// What was typed and not yet sent, per person and room: kept over a reload, the same in all tabs.
import { removeByPrefix } from './storage';

export type Draft = { readonly text: string; /** The message that it will answer. */ readonly replyTo: number | null };

export const EMPTY_DRAFT: Draft = { text: '', replyTo: null };

const PREFIX = 'rostra.draft.';

const listeners = new Set<() => void>();
/** Storage may be full or forbidden; then drafts live as long as the page. */
const unstored = new Map<string, string>();

export const draftKey = (meId: number, roomId: number): string => `${PREFIX}${meId}.${roomId}`;

/** The draft as it is stored, to compare with; `parseDraft` reads it. */
export function readDraft(key: string): string {
  return unstored.get(key) ?? localStorage.getItem(key) ?? '';
}

export function writeDraft(key: string, draft: Draft): void {
  const isEmpty = draft.text === '' && draft.replyTo === null;
  try {
    if (isEmpty) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
    unstored.delete(key);
  } catch {
    unstored.set(key, JSON.stringify(draft));
  }
  tell();
}

export function parseDraft(stored: string): Draft {
  if (stored === '') return EMPTY_DRAFT;
  try {
    const { text, replyTo } = JSON.parse(stored) as Partial<Draft>;
    return { text: typeof text === 'string' ? text : '', replyTo: typeof replyTo === 'number' ? replyTo : null };
  } catch {
    // Written by an earlier version, as plain text.
    return { text: stored, replyTo: null };
  }
}

/** Calls back on every change, also of other tabs; returns how to stop that. */
export function onDraftChange(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** How much somebody has begun to write and would lose with `forgetDrafts`. */
export function countDrafts(meId: number): number {
  const stored = Array.from({ length: localStorage.length }, (_, index) => localStorage.key(index) ?? '');
  const own = [...new Set([...stored, ...unstored.keys()])].filter((key) => key.startsWith(`${PREFIX}${meId}.`));
  return own.filter((key) => parseDraft(readDraft(key)).text.trim() !== '').length;
}

export function forgetDrafts(): void {
  removeByPrefix(localStorage, PREFIX);
  unstored.clear();
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}
