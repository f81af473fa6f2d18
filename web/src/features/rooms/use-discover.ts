import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { discoverRooms } from '~/protocol/api';
import { discoverKey } from '~/realtime/cache-keys';

/** Public rooms whose name has `words` in it. */
export function useDiscover(words: string) {
  return useQuery({
    queryKey: [...discoverKey, words],
    queryFn: ({ signal }) => discoverRooms(words, { signal }),
    placeholderData: keepPreviousData,
  });
}
