// What was typed and not yet sent, per person and room: kept over a reload, the same in all tabs.
// Beside it, how messages were being rewritten; those texts are a tab's own until another one opens the room.
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
  store(key, isEmpty ? null : JSON.stringify(draft));
  tell();
}

function store(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    unstored.delete(key);
  } catch {
    unstored.set(key, value ?? '');
  }
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

/** How messages of a room were being rewritten, by their ids. */
export const readEdits = (meId: number, roomId: number): ReadonlyMap<number, string> => readMap(editsKey(meId, roomId));

function readMap(key: string): ReadonlyMap<number, string> {
  try {
    const stored = JSON.parse(readDraft(key)) as Readonly<Record<string, unknown>>;
    return new Map(Object.entries(stored).flatMap(([id, text]) => (typeof text === 'string' ? [[Number(id), text] as const] : [])));
  } catch {
    return new Map();
  }
}

/** Keeps how a message is being rewritten; with null forgets it. */
export function keepEdit(meId: number, roomId: number, messageId: number, text: string | null): void {
  const edits = new Map(readEdits(meId, roomId));
  if (text === null) edits.delete(messageId);
  else edits.set(messageId, text);
  store(editsKey(meId, roomId), edits.size === 0 ? null : JSON.stringify(Object.fromEntries(edits)));
}

const EDITS = '.edits';
const editsKey = (meId: number, roomId: number): string => `${draftKey(meId, roomId)}${EDITS}`;

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
  return own.reduce((count, key) => count + (key.endsWith(EDITS) ? readMap(key).size : isBegun(key) ? 1 : 0), 0);
}

const isBegun = (key: string): boolean => parseDraft(readDraft(key)).text.trim() !== '';

export function forgetDrafts(): void {
  removeByPrefix(localStorage, PREFIX);
  unstored.clear();
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}
