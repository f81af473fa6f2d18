import type { AdminAccount } from '~/protocol/types';
import { Dialog } from '~/ui/Dialog';
import { NewPassword } from './NewPassword';
import { Question } from './Question';
import { useResetPassword } from './use-reset-password';

type Props = { readonly account: AdminAccount; readonly onClose: () => void };

/** Asks before somebody gets a new password, and shows it this once. */
export function ResetPasswordDialog({ account: { id, username }, onClose }: Props) {
  const { data, error, isPending, mutate } = useResetPassword(id);
  return (
    <Dialog title={data === undefined ? `Reset the password of ${username}?` : `New password of ${username}`} onClose={onClose}>
      {data === undefined ? (
        <Question go="Reset password" error={error} isPending={isPending} onClose={onClose} onGo={() => mutate()}>
          They are signed out on all devices, and get in only with a new password, which the server makes and which you have to hand over.
        </Question>
      ) : (
        <NewPassword password={data.password} name={username} onClose={onClose} />
      )}
    </Dialog>
  );
}
