import { type Dispatch, type SetStateAction, useEffect, useState } from 'react';
import { readDraft, writeDraft } from '~/realtime/drafts';

/** What is typed in a room; it is there again after leaving the room or reloading the page. */
export function useDraft(meId: number, roomId: number): readonly [string, Dispatch<SetStateAction<string>>] {
  const [draft, setDraft] = useState(() => readDraft(meId, roomId));
  useEffect(() => writeDraft(meId, roomId, draft), [meId, roomId, draft]);
  return [draft, setDraft];
}
