import { Link, useLocation } from 'react-router';
import type { Account } from '~/protocol/types';
import { Avatar } from '~/ui/Avatar';
import { IconButton } from '~/ui/Button';
import { Name } from '~/ui/Name';
import { SettingsIcon, SignOutIcon } from '~/ui/icons';
import { useSignOut } from './use-sign-out';

type Props = { readonly me: Account };

/** Who one is, the settings, and the way out. */
export function AccountCorner({ me }: Props) {
  const { pathname, search } = useLocation();
  const { start, question } = useSignOut(me.id);
  return (
    <div className="flex items-center gap-1 border-t border-line p-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      <Avatar userId={me.id} name={me.username} />
      <Name className="ms-2 min-w-0 flex-1 font-semibold">{me.username}</Name>
      <Link
        to="/settings"
        state={{ from: `${pathname}${search}` }}
        aria-label="Settings"
        title="Settings"
        className="inline-flex size-10 shrink-0 items-center justify-center rounded-lg text-muted transition-colors hover:bg-hover hover:text-ink pointer-coarse:size-11"
      >
        <SettingsIcon />
      </Link>
      <IconButton label="Sign out" onClick={start}>
        <SignOutIcon />
      </IconButton>
      {question}
    </div>
  );
}
