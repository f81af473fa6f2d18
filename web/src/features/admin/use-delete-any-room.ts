import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteAnyRoom } from '~/protocol/admin-api';
import { allRoomsKey, storageKey } from './keys';

/** Deletes a room, whoever created it. */
export function useDeleteAnyRoom(roomId: number, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => deleteAnyRoom(roomId),
    onSuccess: async () => {
      await Promise.all([allRoomsKey, storageKey].map((queryKey) => client.invalidateQueries({ queryKey })));
      onDone();
    },
  });
}
