import { useFeed } from '~/realtime/use-feed';

export function useOnlineCount(roomId: number): number {
  return useFeed(roomId).data?.onlineCount ?? 0;
}
