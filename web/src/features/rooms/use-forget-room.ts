import { useQueryClient } from '@tanstack/react-query';
import { useChatLink } from '~/realtime/ChatLinkProvider';
import { changeRooms } from '~/realtime/cache';
import { discoverKey } from '~/realtime/cache-keys';

/** Takes a room that one is no more a member of out of everything that is known. */
export function useForgetRoom(roomId: number, onForgotten: () => void): () => void {
  const client = useQueryClient();
  const link = useChatLink();
  return () => {
    onForgotten();
    changeRooms(client, (rooms) => rooms.filter((room) => room.id !== roomId));
    link.forget(roomId);
    void client.invalidateQueries({ queryKey: discoverKey });
  };
}
