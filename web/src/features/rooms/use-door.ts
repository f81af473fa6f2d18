import { useQuery } from '@tanstack/react-query';
import { fetchRoom } from '~/protocol/api';
import { RequestFailed, hasCode } from '~/protocol/problem';
import { doorKey } from '~/realtime/cache-keys';

/** Whether a room that is not among one's rooms can be joined: of private ones the server says that they are not there. */
export function useDoor(roomId: number) {
  return useQuery({
    queryKey: doorKey(roomId),
    queryFn: ({ signal }) => fetchRoom(roomId, { signal }).then(() => true, isOpen),
    staleTime: 0,
    gcTime: 0,
  });
}

function isOpen(error: unknown): boolean {
  if (hasCode(error, 'not_a_member')) return true;
  if (error instanceof RequestFailed && error.status === 404) return false;
  throw error;
}
