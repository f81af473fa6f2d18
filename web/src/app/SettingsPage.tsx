import { Link, useLocation } from 'react-router';
import { DeviceList } from '~/features/devices/DeviceList';
import { PasswordForm } from '~/features/devices/PasswordForm';
import { NotifySettings } from '~/features/notifications/NotifySettings';
import { AccountFacts } from '~/features/settings/AccountFacts';
import { KeyboardSettings } from '~/features/settings/KeyboardSettings';
import { Section } from '~/features/settings/Section';
import { useSignOut } from '~/features/sign-in/use-sign-out';
import { Button } from '~/ui/Button';
import { BackIcon, SignOutIcon } from '~/ui/icons';
import { ThemeChoice } from '~/ui/theme/ThemeChoice';
import { useTitle } from '~/ui/use-title';
import { useTop } from '~/ui/use-top';
import { useAccount } from './MembersOnly';
import { wantedPlace } from './wanted-place';

/** What somebody may set: for this device, and of their account. */
export function SettingsPage() {
  const me = useAccount();
  const { start, question } = useSignOut(me.id);
  const { state } = useLocation();
  useTitle('Settings – Rostra');
  useTop();
  return (
    <div className="min-h-dvh bg-canvas">
      <header className="sticky top-0 z-10 border-b border-line bg-canvas">
        <div className="mx-auto flex min-h-16 max-w-2xl items-center gap-2 px-3">
          <Link to={wantedPlace(state)} aria-label="Back to the rooms" className="inline-flex size-11 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink">
            <BackIcon />
          </Link>
          <h1 className="text-lg font-semibold">Settings</h1>
        </div>
      </header>
      <main className="mx-auto flex max-w-2xl flex-col gap-5 px-3 py-5">
        <Section title="Looks">
          <ThemeChoice />
        </Section>
        <Section title="Notifications">
          <NotifySettings meId={me.id} />
        </Section>
        <Section title="Keyboard">
          <KeyboardSettings />
        </Section>
        <Section title="Account">
          <AccountFacts me={me} />
          <Button look="quiet" className="self-start" onClick={start}>
            <SignOutIcon /> Sign out
          </Button>
          {question}
        </Section>
        {me.is_admin && (
          <Section title="Administration">
            <p className="text-sm text-muted">You are an administrator: you look after everybody's accounts and rooms.</p>
            <Link to="/admin" state={state} className="self-start rounded font-semibold text-accent underline underline-offset-2">
              Open the administration
            </Link>
          </Section>
        )}
        <Section title="Devices">
          <DeviceList />
        </Section>
        <Section title="Password">
          <PasswordForm />
        </Section>
      </main>
    </div>
  );
}
