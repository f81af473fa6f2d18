import { useCallback, useState } from 'react';
import { useChatLink } from '~/realtime/ChatLinkProvider';
import { EMPTY_DRAFT } from '~/realtime/drafts';
import { useDraft } from '~/realtime/use-draft';

/** What is being written in a room, and how it is sent. */
export function useWriting(roomId: number, meId: number, toField: () => void) {
  const link = useChatLink();
  const [draft, changeDraft] = useDraft(meId, roomId);
  /** Grows with every message that is sent. */
  const [written, setWritten] = useState(0);
  const send = (text: string) => {
    link.send(roomId, text, draft.replyTo);
    changeDraft(() => EMPTY_DRAFT);
    setWritten(written + 1);
  };
  /** Puts what was not sent back into the field, before what stands there. */
  const takeBack = useCallback(
    (text: string, replyTo: number | null) => {
      changeDraft((present) => ({ text: present.text === '' ? text : `${text}\n${present.text}`, replyTo: present.replyTo ?? replyTo }));
      toField();
    },
    [changeDraft, toField],
  );
  return { draft, changeDraft, written, send, takeBack };
}
