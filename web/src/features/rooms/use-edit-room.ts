import { useMutation, useQueryClient } from '@tanstack/react-query';
import { editRoom } from '~/protocol/api';
import type { RoomEditForm } from '~/protocol/types';
import { changeRooms } from '~/realtime/cache';
import { discoverKey } from '~/realtime/cache-keys';

/** Renames and describes a room; only its creator may. */
export function useEditRoom(roomId: number, onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (form: RoomEditForm) => editRoom(roomId, form),
    onSuccess: ({ name, description }) => {
      changeRooms(client, (rooms) => rooms.map((room) => (room.id === roomId ? { ...room, name, description } : room)));
      void client.invalidateQueries({ queryKey: discoverKey });
      onDone();
    },
  });
}
