import { useEffect, useState } from 'react';
import type { Room } from '~/protocol/types';
import { useChatLink, useLinkStatus } from '~/realtime/ChatLinkProvider';
import { usePageVisible } from '~/realtime/use-page-visible';

/** Tells the server what was read, while somebody looks at the room. */
export function useMarkRead(roomId: number, lastSeq: number): void {
  const link = useChatLink();
  const isVisible = usePageVisible();
  const status = useLinkStatus();
  useEffect(() => {
    if (isVisible && status === 'open' && lastSeq > 0) link.markRead(roomId, lastSeq);
  }, [link, roomId, lastSeq, isVisible, status]);
}

/** The first message that was unread when the room was opened; it stays where it is from then on. */
export function useFirstUnread(room: Room): number | null {
  const [firstUnread] = useState(() => (room.unread_count ? room.last_seq - room.unread_count + 1 : null));
  return firstUnread;
}
