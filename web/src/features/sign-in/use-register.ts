import { useMutation } from '@tanstack/react-query';
import { register } from '~/protocol/api';
import { keepToken } from '~/protocol/token';

/** Creates an account and signs in with it. */
export function useRegister() {
  return useMutation({ mutationFn: register, onSuccess: ({ access_token }) => keepToken(access_token) });
}
