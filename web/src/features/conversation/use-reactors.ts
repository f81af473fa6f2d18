import { useQuery } from '@tanstack/react-query';
import { fetchReactors } from '~/protocol/api';
import type { Message } from '~/protocol/types';
import { reactorsKey } from '~/realtime/cache-keys';

/** Who reacted to a message, once somebody wants to know; whatever happens to the message asks anew. */
export function useReactors(message: Message, isWanted: boolean) {
  return useQuery({
    queryKey: reactorsKey(message.room_id, message.id, message.version),
    queryFn: ({ signal }) => fetchReactors(message.room_id, message.id, { signal }),
    select: (list) => list.reactions,
    staleTime: Infinity,
    enabled: isWanted,
  });
}
