import { useQuery } from '@tanstack/react-query';
import { fetchMe } from '~/protocol/api';
import { meKey } from '~/realtime/cache-keys';

/** The profile of the person signed in. */
export function useMe() {
  return useQuery({ queryKey: meKey, queryFn: ({ signal }) => fetchMe({ signal }), staleTime: Infinity });
}
