import { useMutation } from '@tanstack/react-query';
import { register } from '~/protocol/api';
import { beginSession } from '~/protocol/session';

/** Creates an account and signs in with it. */
export function useRegister() {
  return useMutation({ mutationFn: register, onSuccess: beginSession });
}
