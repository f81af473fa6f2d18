import { useQuery } from '@tanstack/react-query';
import { fetchRooms } from '~/protocol/api';
import { roomsKey } from '~/realtime/cache-keys';

/** The rooms one is a member of, with unread counts, in the server's order; the socket keeps it fresh. */
export function useRooms() {
  return useQuery({ queryKey: roomsKey, queryFn: ({ signal }) => fetchRooms({ signal }) });
}
