import { useCallback, useEffect, useRef, useState } from 'react';
import type { Room } from '~/protocol/types';
import { useChatLink, useLinkStatus } from '~/realtime/ChatLinkProvider';
import { usePageVisible } from '~/realtime/use-page-visible';

/** Scrolling through much that is unread shall not tell of every message. */
const MARK_EVERY_MS = 500;

/** Tells the server up to where one has read: what was on the screen while somebody looked at the page. */
export function useMarkRead(roomId: number, seenSeq: number): void {
  const link = useChatLink();
  const isVisible = usePageVisible();
  const status = useLinkStatus();
  const markedAt = useRef(0);
  /** What was read and is not told yet; 0 for nothing. */
  const untold = useRef(0);
  const tell = useCallback(() => {
    if (untold.current === 0) return;
    link.markRead(roomId, untold.current);
    untold.current = 0;
    markedAt.current = Date.now();
  }, [link, roomId]);
  useEffect(() => {
    // What was read before the page was hidden need not wait until it is seen again.
    if (!isVisible) tell();
    if (!isVisible || status !== 'open' || seenSeq === 0) return undefined;
    untold.current = seenSeq;
    const timer = setTimeout(tell, Math.max(0, markedAt.current + MARK_EVERY_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [tell, seenSeq, isVisible, status]);
  useEffect(() => tellOnLeaving(tell), [tell]);
}

/** Whoever leaves the room or the page within the pause has read it nonetheless. */
function tellOnLeaving(tell: () => void): () => void {
  window.addEventListener('pagehide', tell);
  return () => {
    window.removeEventListener('pagehide', tell);
    tell();
  };
}

/** How far one had read when one began to look at the room, and how much was unread; it stays so while one looks. */
export type Opening = { readonly readSeq: number; readonly unread: number };

/** It begins anew when one comes back to a page that was hidden, if something has come meanwhile. */
export function useOpening(room: Room): readonly [Opening, (opening: Opening) => void] {
  return useState<Opening>(() => {
    const unread = room.unread_count ?? 0;
    return { readSeq: room.last_seq - unread, unread };
  });
}

/** The newest message that was on the screen since the room was opened, given the newest that is in sight now, or 0. */
export function useSeen({ readSeq }: Opening, shownSeq: number): number {
  const [seen, setSeen] = useState(readSeq);
  if (shownSeq > seen) setSeen(shownSeq);
  return Math.max(seen, shownSeq);
}

/** How much was unread at the opening, as long as its beginning, above the first message shown, was never in sight. */
export function useUnreadAbove(opening: Opening, firstShown: number): number {
  const { readSeq, unread } = opening;
  const [wasThereOf, setWasThereOf] = useState<Opening | null>(null);
  const wasThere = unread === 0 || wasThereOf === opening;
  if (!wasThere && firstShown > 0 && firstShown <= readSeq + 1) setWasThereOf(opening);
  return wasThere ? 0 : unread;
}
