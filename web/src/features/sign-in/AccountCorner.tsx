import type { Account } from '~/protocol/types';
import { Avatar } from '~/ui/Avatar';
import { IconButton } from '~/ui/Button';
import { SignOutIcon } from '~/ui/icons';
import { signOut } from './sign-out';

type Props = { readonly me: Account };

/** Who one is, and the way out. */
export function AccountCorner({ me }: Props) {
  return (
    <div className="flex items-center gap-3 border-t border-line p-3">
      <Avatar userId={me.id} name={me.username} />
      <span className="min-w-0 flex-1 truncate font-semibold">{me.username}</span>
      <IconButton label="Sign out" onClick={signOut}>
        <SignOutIcon />
      </IconButton>
    </div>
  );
}
