import { useMutation } from '@tanstack/react-query';
import { deleteRoom } from '~/protocol/api';
import { useForgetRoom } from './use-forget-room';

/** Deletes a room for everybody; only its creator may. */
export function useDeleteRoom(roomId: number, onDeleted: () => void) {
  const forget = useForgetRoom(roomId, onDeleted);
  return useMutation({ mutationFn: () => deleteRoom(roomId), onSuccess: forget });
}
