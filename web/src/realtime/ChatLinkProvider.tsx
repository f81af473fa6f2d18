import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Message } from '~/protocol/types';
import { openSocket } from '~/protocol/frames';
import { ChatLink, type LinkState } from './chat-link';
import { type Outbox, stillOutgoing } from './outbox';
import type { SocketOptions, SocketStatus } from './socket';

const Link = createContext<ChatLink | null>(null);

type Props = {
  readonly meId: number;
  readonly children: ReactNode;
  /** How the socket is opened. */
  readonly open?: SocketOptions['open'];
};

/** Keeps one live link to the server as long as it is shown. */
export function ChatLinkProvider({ meId, children, open = openSocket }: Props) {
  const client = useQueryClient();
  const [link] = useState(() => new ChatLink({ client, open, meId }));
  useEffect(() => {
    link.start();
    return link.stop;
  }, [link]);
  return <Link value={link}>{children}</Link>;
}

export function useChatLink(): ChatLink {
  const link = useContext(Link);
  if (link === null) throw new Error('useChatLink needs a ChatLinkProvider above');
  return link;
}

export function useLinkState(): LinkState {
  const link = useChatLink();
  return useSyncExternalStore(link.onChange, link.state);
}

export function useLinkStatus(): SocketStatus {
  return useLinkState().status;
}

/** Everything written and not yet acknowledged, in all rooms and tabs. */
export function useOutbox(): Outbox {
  const { outbox } = useChatLink();
  return useSyncExternalStore(outbox.onChange, outbox.shown);
}

/** What one has written in a room and is not yet among its `messages`. */
export function useOutgoing(roomId: number, messages: readonly Message[]): Outbox {
  const outbox = useOutbox();
  return useMemo(() => stillOutgoing(outbox, roomId, messages), [outbox, roomId, messages]);
}

/** How many characters a message may have; null until the server has told. */
export function useMessageLimit(): number | null {
  const { messageLimit } = useChatLink();
  return useSyncExternalStore(messageLimit.onChange, messageLimit.characters);
}
