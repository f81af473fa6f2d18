import { useQuery } from '@tanstack/react-query';
import { fetchActivity } from '~/protocol/admin-api';
import { activityKey } from './keys';

/** What happened day by day. */
export function useActivity() {
  return useQuery({ queryKey: activityKey, queryFn: ({ signal }) => fetchActivity({ signal }), staleTime: 0 });
}
