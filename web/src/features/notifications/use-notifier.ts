import { useEffect } from 'react';
import type { Account, Message, ServerEvent } from '~/protocol/types';
import { useChatLink } from '~/realtime/ChatLinkProvider';
import { mentions } from '~/ui/markdown/mentions';
import { isTold } from './levels';
import { type News, holdLook, tell } from './tell';
import { readWishes } from './use-wishes';

type Options = {
  readonly me: Account;
  /** The room that is open and visible. */
  readonly lookedAt: number | null;
  readonly nameOf: (roomId: number) => string;
  readonly onOpen: (roomId: number, messageId: number) => void;
};

/** Tells of new messages of other people in rooms that nobody looks at. */
export function useNotifier({ me, lookedAt, nameOf, onOpen }: Options): void {
  const link = useChatLink();
  useEffect(() => {
    if (lookedAt === null) return undefined;
    const look = new AbortController();
    holdLook(lookedAt, look.signal);
    return () => look.abort();
  }, [lookedAt]);
  useEffect(
    () =>
      link.onEvent((event) => {
        const message = messageIn(event);
        if (message !== null && isWanted(message, me)) void tell(newsOf(message, nameOf, onOpen));
      }),
    [link, me, nameOf, onOpen],
  );
}

// Rooms that are heard tell every message, the others the latest of each second; `tell` knows doubles.
function messageIn(event: ServerEvent): Message | null {
  switch (event.type) {
    case 'new_message':
      return event.message;
    case 'room_activity':
      return event.last_message ?? null;
    default:
      return null;
  }
}

function isWanted(message: Message, me: Account): boolean {
  if (message.user_id === me.id || message.deleted_at) return false;
  return isTold(readWishes(me.id), message.room_id, mentions(message.content, me.username));
}

function newsOf(message: Message, nameOf: Options['nameOf'], onOpen: Options['onOpen']): News {
  return {
    messageId: message.id,
    roomId: message.room_id,
    title: `${message.username} in ${nameOf(message.room_id)}`,
    body: message.content,
    onClick: () => onOpen(message.room_id, message.id),
  };
}
