import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query';
import { disableAccount, enableAccount } from '~/protocol/admin-api';
import type { AdminAccount, AdminAccountPage } from '~/protocol/types';
import { accountsKey } from './keys';

/** Disables an account, or enables it again, and shows it as it is then. */
export function useAdmit(account: AdminAccount) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => (account.disabled_at === null ? disableAccount(account.id) : enableAccount(account.id)),
    onSuccess: (changed) => {
      client.setQueriesData<InfiniteData<AdminAccountPage>>({ queryKey: accountsKey }, (data) => data && withAccount(data, changed));
    },
  });
}

function withAccount(data: InfiniteData<AdminAccountPage>, changed: AdminAccount): InfiniteData<AdminAccountPage> {
  const replace = (account: AdminAccount) => (account.id === changed.id ? changed : account);
  return { ...data, pages: data.pages.map((page) => ({ ...page, users: page.users.map(replace) })) };
}
