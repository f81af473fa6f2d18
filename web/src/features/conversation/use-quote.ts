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
  const message = known ?? data ?? null;
  const isGone = known === undefined && (error !== null || data === null);
  return { message, isGone, excerpt: excerptOf(message, isGone) };
}

function excerptOf(message: Message | null, isGone: boolean): string {
  if (isGone) return 'A message that is not there any more';
  if (message === null) return '…';
  return message.deleted_at ? 'This message was deleted.' : message.content;
}
