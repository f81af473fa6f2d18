import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { ChatLink } from './chat-link';
import type { Outbox } from './outbox';
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

export function useLinkStatus(): SocketStatus {
  const link = useChatLink();
  return useSyncExternalStore(link.onChange, () => link.state().status);
}

export function useOutbox(): Outbox {
  const link = useChatLink();
  return useSyncExternalStore(link.onChange, () => link.state().outbox);
}
