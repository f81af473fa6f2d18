import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { findPeople } from '~/protocol/api';

/** People whose name has `words` in it. */
export function usePeople(words: string) {
  return useQuery({
    queryKey: ['people', words],
    queryFn: ({ signal }) => findPeople(words, { signal }),
    enabled: words !== '',
    placeholderData: keepPreviousData,
  });
}
