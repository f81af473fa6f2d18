import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { Message } from '~/protocol/types';
import { ChatLink, type LinkState } from './chat-link';
import { type Outbox, stillOutgoing } from './outbox';
import type { SocketStatus } from './socket';

const Link = createContext<ChatLink | null>(null);

type Props = { readonly token: string; readonly meId: number; readonly children: ReactNode };

/** Keeps one live link to the server as long as it is shown. */
export function ChatLinkProvider({ token, meId, children }: Props) {
  const client = useQueryClient();
  const [link] = useState(() => new ChatLink({ client, token, meId }));
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
