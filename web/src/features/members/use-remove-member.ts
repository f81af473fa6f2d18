import { useMutation, useQueryClient } from '@tanstack/react-query';
import { removeMember } from '~/protocol/api';
import { membersKey } from '~/realtime/cache-keys';

/** Takes somebody out of the room; only its creator may. */
export function useRemoveMember(roomId: number, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (userId: number) => removeMember(roomId, userId),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: membersKey(roomId) });
      onDone();
    },
  });
}
