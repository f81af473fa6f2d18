import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { searchMessages } from '~/protocol/api';

/** Messages that have `words` in them, newest first; in all rooms if `roomId` is null. */
export function useSearch(roomId: number | null, words: string) {
  return useInfiniteQuery({
    queryKey: ['search', roomId, words],
    queryFn: ({ pageParam, signal }) => searchMessages(roomId, words, pageParam, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    enabled: words !== '',
    placeholderData: keepPreviousData,
  });
}
