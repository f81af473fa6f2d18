import { useMutation } from '@tanstack/react-query';
import { resetPassword } from '~/protocol/admin-api';

/** Gives somebody a new password; it is forgotten as soon as nothing shows it. */
export function useResetPassword(userId: number) {
  return useMutation({ mutationFn: () => resetPassword(userId), gcTime: 0 });
}
