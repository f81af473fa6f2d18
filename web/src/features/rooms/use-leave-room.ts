import { useMutation } from '@tanstack/react-query';
import { leaveRoom } from '~/protocol/api';
import { useForgetRoom } from './use-forget-room';

export function useLeaveRoom(roomId: number, onLeft: () => void) {
  const forget = useForgetRoom(roomId, onLeft);
  return useMutation({ mutationFn: () => leaveRoom(roomId), onSuccess: forget });
}
