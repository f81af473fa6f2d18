import { useMutation } from '@tanstack/react-query';
import { login } from '~/protocol/api';
import { beginSession } from '~/protocol/session';

export function useLogin() {
  return useMutation({ mutationFn: login, onSuccess: beginSession });
}
