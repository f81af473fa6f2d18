import { useMutation, useQueryClient } from '@tanstack/react-query';
import { addMember } from '~/protocol/api';
import { membersKey } from '~/realtime/cache-keys';

/** Brings somebody into a private room. */
export function useAddMember(roomId: number) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (userId: number) => addMember(roomId, userId),
    // Also when somebody else was faster.
    onSettled: () => void client.invalidateQueries({ queryKey: membersKey(roomId) }),
  });
}
