import { useCallback, useState } from 'react';
import type { RoomFeed } from '~/realtime/feed';
import { useMessagesBackTo } from '~/realtime/use-feed';
import { usePageVisible } from '~/realtime/use-page-visible';
import { type Row, seqAt } from './rows';
import type { Target } from './use-list-scroll';
import { type Opening, useMarkRead, useSeen, useUnreadAbove } from './use-read-marker';
import { useReturn } from './use-return';

type Parts = {
  readonly roomId: number;
  readonly meId: number;
  readonly feed: RoomFeed;
  readonly opening: Opening;
  readonly rows: readonly Row[];
  /** The rows in sight; null before the first drawing. */
  readonly range: { readonly startIndex: number; readonly endIndex: number } | null;
  /** Something came while the page was hidden. */
  readonly onReturn: (opening: Opening) => void;
};

/** What of the room was read, which is told to the server, and what was not. */
export function useReading({ roomId, meId, feed, opening, rows, range, onReturn }: Parts) {
  const isVisible = usePageVisible();
  // What is drawn while nobody looks is not seen.
  const seen = useSeen(opening, isVisible ? seqAt(rows, range?.endIndex ?? -1) : 0);
  useReturn({ feed, meId, seen, isVisible, onReturn });
  useMarkRead(roomId, seen > opening.readSeq ? seen : 0);
  const firstShown = feed.excerpt === null ? seqAt(rows, range?.startIndex ?? 0) : Infinity;
  return { news: newsAfter(feed, seen, meId), unreadAbove: useUnreadAbove(opening, firstShown) };
}

/** The way to the first unread message, which may have to be read from the server first. */
export function useWayToUnread(roomId: number, { readSeq }: Opening, onLeaveExcerpt: () => void) {
  const [target, setTarget] = useState<Target | null>(null);
  const seeking = useMessagesBackTo(roomId);
  const { mutate } = seeking;
  const go = useCallback(() => {
    const wish = () => setTarget({ isIt: (row) => row.isFirstUnread, align: 'start', nonce: `unread ${Date.now()}` });
    onLeaveExcerpt();
    mutate(readSeq + 1, { onSuccess: wish });
  }, [mutate, readSeq, onLeaveExcerpt]);
  return { target, seeking, go };
}

/** How many messages of others are newer than `seen`. */
function newsAfter({ messages }: RoomFeed, seen: number, meId: number): number {
  const begin = messages.findLastIndex((message) => message.seq <= seen) + 1;
  return messages.slice(begin).filter((message) => message.user_id !== meId).length;
}
