import { useInfiniteQuery } from '@tanstack/react-query';
import { fetchMembers } from '~/protocol/api';
import { membersKey } from '~/realtime/cache-keys';

/** Who is a member of the room, by name and page by page. */
export function useMembers(roomId: number) {
  return useInfiniteQuery({
    queryKey: [...membersKey(roomId), 'pages'],
    queryFn: ({ pageParam, signal }) => fetchMembers(roomId, pageParam, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    // Who is a member is told by no event to those who only look at the list.
    staleTime: 0,
  });
}
