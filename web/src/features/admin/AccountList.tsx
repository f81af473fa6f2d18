import { useState } from 'react';
import { fieldError } from '~/protocol/problem';
import { Waiting } from '~/ui/Notice';
import { TextField } from '~/ui/TextField';
import { useDebounced } from '~/ui/use-debounced';
import { AccountLine } from './AccountLine';
import { ListEnd } from './ListEnd';
import { useAccounts } from './use-accounts';

type Props = { readonly meId: number };

const PAUSE_MS = 300;

/** All accounts, or those that are called like what is typed, and what can be done about them. */
export function AccountList({ meId }: Props) {
  const [typed, setTyped] = useState('');
  const words = useDebounced(typed.trim(), PAUSE_MS);
  const accounts = useAccounts(words);
  const found = accounts.data?.pages.flatMap((page) => page.users);
  const wrongWords = fieldError(accounts.error, 'q');
  return (
    <>
      <TextField label="Find people by name" type="search" autoComplete="off" value={typed} error={wrongWords} onChange={(event) => setTyped(event.target.value)} />
      {accounts.isPending && <Waiting label="Reading the accounts…" />}
      <output className="text-sm text-muted empty:sr-only">{found?.length === 0 && 'Nobody is called that.'}</output>
      {found !== undefined && found.length > 0 && (
        <ul aria-label="Accounts" aria-busy={accounts.isPlaceholderData} className="flex flex-col divide-y divide-line">
          {found.map((account) => (
            <AccountLine key={account.id} account={account} isMe={account.id === meId} />
          ))}
        </ul>
      )}
      {wrongWords === undefined && <ListEnd what="people" list={accounts} />}
    </>
  );
}
