import { useQuery } from '@tanstack/react-query';
import { fetchStorage } from '~/protocol/admin-api';
import { storageKey } from './keys';

/** How much the server holds. */
export function useStorage() {
  return useQuery({ queryKey: storageKey, queryFn: ({ signal }) => fetchStorage({ signal }), staleTime: 0 });
}
