import type { Account } from '~/protocol/types';
import { Avatar } from '~/ui/Avatar';
import { Name } from '~/ui/Name';

type Props = { readonly me: Account };

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'long' });

/** Who is signed in. */
export function AccountFacts({ me }: Props) {
  return (
    <div className="flex items-center gap-4">
      <Avatar userId={me.id} name={me.username} />
      <div className="flex min-w-0 flex-col">
        <Name className="font-semibold">{me.username}</Name>
        <Name className="text-sm text-muted">{me.email}</Name>
        <span className="text-sm text-muted">Here since {DAY.format(new Date(me.created_at))}</span>
      </div>
    </div>
  );
}
