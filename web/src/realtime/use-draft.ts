import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { type Draft, draftKey, onDraftChange, parseDraft, readDraft, writeDraft } from './drafts';

type ChangeDraft = (change: (draft: Draft) => Draft) => void;

/** What is typed in a room; it is there again after leaving the room, reloading the page, or in another tab. */
export function useDraft(meId: number, roomId: number): readonly [Draft, ChangeDraft] {
  const key = draftKey(meId, roomId);
  const stored = useSyncExternalStore(onDraftChange, () => readDraft(key));
  const draft = useMemo(() => parseDraft(stored), [stored]);
  const change = useCallback<ChangeDraft>((edit) => writeDraft(key, edit(parseDraft(readDraft(key)))), [key]);
  return [draft, change];
}
