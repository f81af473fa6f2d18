import { useCallback, useState } from 'react';
import { readDraft, writeDraft } from '~/realtime/drafts';

/** What is typed in a room; it is there again after leaving the room or reloading the page. */
export function useDraft(meId: number, roomId: number): readonly [string, (text: string) => void] {
  const [draft, setDraft] = useState(() => readDraft(meId, roomId));
  const keep = useCallback(
    (text: string) => {
      setDraft(text);
      writeDraft(meId, roomId, text);
    },
    [meId, roomId],
  );
  return [draft, keep];
}
