// What was typed and not yet sent, per person and room; it survives a reload and a lost session.
import { removeByPrefix } from './storage';

const PREFIX = 'rostra.draft.';

const key = (meId: number, roomId: number) => `${PREFIX}${meId}.${roomId}`;

export function readDraft(meId: number, roomId: number): string {
  return localStorage.getItem(key(meId, roomId)) ?? '';
}

export function writeDraft(meId: number, roomId: number, text: string): void {
  try {
    if (text === '') localStorage.removeItem(key(meId, roomId));
    else localStorage.setItem(key(meId, roomId), text);
  } catch {
    // Storage may be full or forbidden; then the draft lives as long as the page.
  }
}

export function forgetDrafts(): void {
  removeByPrefix(localStorage, PREFIX);
}
