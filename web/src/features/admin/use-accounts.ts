import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { fetchAccounts } from '~/protocol/admin-api';
import { accountsKey } from './keys';

/** The accounts whose name has `words` in it, by name and page by page. */
export function useAccounts(words: string) {
  return useInfiniteQuery({
    queryKey: [...accountsKey, words],
    queryFn: ({ pageParam, signal }) => fetchAccounts(words, pageParam, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
    // No event tells of accounts.
    staleTime: 0,
  });
}
