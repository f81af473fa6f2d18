import { useMutation, useQueryClient } from '@tanstack/react-query';
import { createRoom } from '~/protocol/api';
import type { Room } from '~/protocol/types';
import { changeRooms } from '~/realtime/cache';
import { roomsKey } from '~/realtime/cache-keys';

export function useCreateRoom(onCreated: (room: Room) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: createRoom,
    onSuccess: (room) => {
      // The socket may have told of it first.
      changeRooms(client, (rooms) => (rooms.some((known) => known.id === room.id) ? rooms : [...rooms, room]));
      void client.invalidateQueries({ queryKey: roomsKey });
      onCreated(room);
    },
  });
}
