import { useMutation } from '@tanstack/react-query';
import { login } from '~/protocol/api';
import { keepToken } from '~/protocol/token';

export function useLogin() {
  return useMutation({ mutationFn: login, onSuccess: ({ access_token }) => keepToken(access_token) });
}
