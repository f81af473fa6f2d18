import { Link, useLocation } from 'react-router';
import { AccountList } from '~/features/admin/AccountList';
import { AllRooms } from '~/features/admin/AllRooms';
import { DayTable } from '~/features/admin/DayTable';
import { StorageFigures } from '~/features/admin/StorageFigures';
import { Section } from '~/features/settings/Section';
import { EmptyState } from '~/ui/Notice';
import { BackIcon } from '~/ui/icons';
import { useTitle } from '~/ui/use-title';
import { useTop } from '~/ui/use-top';
import { useAccount } from './MembersOnly';

/** Where administrators look after accounts and rooms; others are told that it is not theirs. */
export function AdminPage() {
  const me = useAccount();
  useTitle('Administration – Rostra');
  useTop();
  return me.is_admin ? <Administration meId={me.id} /> : <NotTheirs />;
}

function Administration({ meId }: { readonly meId: number }) {
  const { state } = useLocation();
  return (
    <div className="min-h-dvh bg-canvas">
      <header className="sticky top-0 z-10 border-b border-line bg-canvas">
        <div className="mx-auto flex min-h-16 max-w-3xl items-center gap-2 px-3">
          <Link to="/settings" state={state} aria-label="Back to the settings" className="inline-flex size-11 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink">
            <BackIcon />
          </Link>
          <h1 className="text-lg font-semibold">Administration</h1>
        </div>
      </header>
      <main className="mx-auto flex max-w-3xl flex-col gap-5 px-3 py-5">
        <Section title="Figures">
          <StorageFigures />
        </Section>
        <Section title="People">
          <AccountList meId={meId} />
        </Section>
        <Section title="Rooms">
          <AllRooms />
        </Section>
        <Section title="Day by day">
          <DayTable />
        </Section>
      </main>
    </div>
  );
}

function NotTheirs() {
  return (
    <main className="flex min-h-dvh">
      <EmptyState title="Only administrators can open this page.">
        <Link to="/rooms" className="rounded font-semibold text-accent underline underline-offset-2">
          Back to the rooms
        </Link>
      </EmptyState>
    </main>
  );
}
