import { useInfiniteQuery } from '@tanstack/react-query';
import { fetchAllRooms } from '~/protocol/admin-api';
import { allRoomsKey } from './keys';

/** All rooms, the oldest first and page by page. */
export function useAllRooms() {
  return useInfiniteQuery({
    queryKey: allRoomsKey,
    queryFn: ({ pageParam, signal }) => fetchAllRooms(pageParam, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    // Of rooms that one is not in no event tells.
    staleTime: 0,
  });
}
