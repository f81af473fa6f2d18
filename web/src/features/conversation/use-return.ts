import { useEffect, useRef } from 'react';
import type { Message } from '~/protocol/types';
import type { RoomFeed } from '~/realtime/feed';
import type { Opening } from './use-read-marker';

type Parts = {
  readonly feed: RoomFeed;
  readonly meId: number;
  /** The newest message that was on the screen. */
  readonly seen: number;
  readonly isVisible: boolean;
  readonly onReturn: (opening: Opening) => void;
};

/** What was known when the page was hidden, and when it was looked at again. */
type Absence = { readonly seen: number; readonly newest: number; readonly until: number | null };

/** Notices what came while the page was hidden, once somebody looks at it again. */
export function useReturn({ feed, meId, seen, isVisible, onReturn }: Parts): void {
  const absence = useRef<Absence | null>(null);
  const { messages, phase } = feed;
  useEffect(() => {
    const known = absence.current;
    if (!isVisible) {
      if (known === null || known.until !== null) absence.current = { seen, newest: newestOf(messages), until: null };
      return;
    }
    // What a room that is caught up with has missed comes piece by piece.
    if (known === null || phase !== 'live') return;
    const { newest, until } = known;
    const news = messages.find((message) => message.seq > newest && message.user_id !== meId);
    if (news === undefined) {
      // A page that slept for long hears only afterwards that its line was cut, and what it missed.
      absence.current = { ...known, until: until ?? Date.now() };
      return;
    }
    const wasMissed = until === null || Date.parse(news.created_at) < until;
    if (wasMissed) onReturn(openingAfter(messages, known.seen, meId));
    absence.current = null;
  }, [messages, phase, meId, seen, isVisible, onReturn]);
}

/** As if one had opened the room now, having read up to `seen`; one's own messages from elsewhere are not news. */
function openingAfter(messages: readonly Message[], seen: number, meId: number): Opening {
  const unseen = messages.filter((message) => message.seq > seen);
  const isWhole = unseen[0]?.seq === seen + 1;
  const first = isWhole ? unseen.find((message) => message.user_id !== meId) : undefined;
  const readSeq = first === undefined ? seen : first.seq - 1;
  return { readSeq, unread: newestOf(messages) - readSeq };
}

function newestOf(messages: readonly Message[]): number {
  return messages.at(-1)?.seq ?? 0;
}
