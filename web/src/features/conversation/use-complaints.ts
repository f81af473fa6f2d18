import { useCallback, useState } from 'react';
import { sentenceFor } from '~/protocol/problem';

/** What went wrong with single messages, shown beside them until something else is tried. */
export function useComplaints() {
  const [complaints, setComplaints] = useState<ReadonlyMap<number, string>>(new Map());
  const say = useCallback((messageId: number, what: string | null) => {
    setComplaints((present) => {
      const next = new Map(present);
      if (what === null) next.delete(messageId);
      else next.set(messageId, what);
      return next;
    });
  }, []);
  const complain = useCallback((messageId: number, error: Error) => say(messageId, sentenceFor(error)), [say]);
  return { complaints, say, complain };
}
