import { useQuery } from '@tanstack/react-query';
import { fetchContext } from '~/protocol/api';
import type { Message } from '~/protocol/types';
import { quoteKey } from '~/realtime/cache-keys';

/** A message that is answered; read from the server when it is not among those `known`. */
export function useQuote(roomId: number, messageId: number, known: Message | undefined) {
  const { data, error } = useQuery({
    queryKey: quoteKey(roomId, messageId),
    queryFn: async ({ signal }) => {
      const { messages } = await fetchContext(roomId, messageId, { signal, side: 0 });
      return messages.find((message) => message.id === messageId) ?? null;
    },
    staleTime: Infinity,
    enabled: known === undefined,
  });
  return { message: known ?? data ?? null, isGone: known === undefined && (error !== null || data === null) };
}
