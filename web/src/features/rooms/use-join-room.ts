import { useMutation, useQueryClient } from '@tanstack/react-query';
import { joinRoom } from '~/protocol/api';
import { hasCode } from '~/protocol/problem';
import { roomsKey } from '~/realtime/cache-keys';

export function useJoinRoom(roomId: number, onJoined: (roomId: number) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => joinRoom(roomId).catch(unlessMember),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: roomsKey });
      onJoined(roomId);
    },
  });
}

// Having joined on another device a moment ago is as good as joining now.
function unlessMember(error: unknown): void {
  if (hasCode(error, 'already_a_member')) return;
  throw error;
}
