import { useState } from 'react';
import { sentenceFor, waitUntil } from '~/protocol/problem';
import type { AdminAccount } from '~/protocol/types';
import { Avatar } from '~/ui/Avatar';
import { Button } from '~/ui/Button';
import { Name } from '~/ui/Name';
import { ErrorNotice } from '~/ui/Notice';
import { DisableDialog } from './DisableDialog';
import { ResetPasswordDialog } from './ResetPasswordDialog';
import { Tag } from './Tag';
import { useAdmit } from './use-admit';

type Props = { readonly account: AdminAccount; readonly isMe: boolean };

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** One account: whose it is, how it is, and what can be done about it. */
export function AccountLine({ account, isMe }: Props) {
  const admit = useAdmit(account);
  const { id, username, email, is_admin: isAdmin, disabled_at: disabledAt } = account;
  return (
    <li className="flex flex-col gap-2 py-3">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Avatar userId={id} name={username} />
        <div className="flex min-w-0 flex-1 basis-48 flex-col">
          <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
            <Name className="font-semibold">{username}</Name>
            {isMe && <span className="text-sm text-muted">you</span>}
            {isAdmin && <Tag>administrator</Tag>}
            {disabledAt !== null && <Tag isBad>disabled since {DAY.format(new Date(disabledAt))}</Tag>}
          </span>
          <Name className="text-sm text-muted">{email}</Name>
        </div>
        {/* Both orders would end one's own session, with nobody to see the new password. */}
        {!isMe && <Orders account={account} isBusy={admit.isPending} onAdmit={() => admit.mutate()} />}
      </div>
      <output className="sr-only">{admit.isSuccess && `${username} is ${disabledAt === null ? 'enabled' : 'disabled'}.`}</output>
      <ErrorNotice until={waitUntil(admit.error)}>{admit.error && sentenceFor(admit.error)}</ErrorNotice>
    </li>
  );
}

type OrdersProps = { readonly account: AdminAccount; readonly isBusy: boolean; readonly onAdmit: () => void };

function Orders({ account, isBusy, onAdmit }: OrdersProps) {
  const [asked, setAsked] = useState<'disable' | 'reset' | null>(null);
  const isDisabled = account.disabled_at !== null;
  const close = () => setAsked(null);
  return (
    <div className="flex flex-wrap gap-2">
      <Button look="quiet" aria-label={`Reset password of ${account.username}`} onClick={() => setAsked('reset')}>
        Reset password
      </Button>
      {/* One button for both, so that the focus stays on it while it changes. */}
      <Button
        look="quiet"
        aria-label={`${isDisabled ? 'Enable' : 'Disable'} ${account.username}`}
        aria-disabled={isBusy}
        onClick={() => {
          if (isBusy) return;
          if (isDisabled) onAdmit();
          else setAsked('disable');
        }}
      >
        {isDisabled ? 'Enable' : 'Disable'}
      </Button>
      {asked === 'disable' && (
        <DisableDialog
          name={account.username}
          onClose={close}
          onDisable={() => {
            close();
            onAdmit();
          }}
        />
      )}
      {asked === 'reset' && <ResetPasswordDialog account={account} onClose={close} />}
    </div>
  );
}
