import { Link, useLocation } from 'react-router';
import { fieldError, formError, waitUntil } from '~/protocol/problem';
import { Button } from '~/ui/Button';
import { ErrorNotice } from '~/ui/Notice';
import { TextField } from '~/ui/TextField';
import { useTitle } from '~/ui/use-title';
import { EntryCard } from './EntryCard';
import { textOf } from './form-text';
import { useLogin } from './use-login';
import { useSessionLost } from './use-session';

export function SignInPage() {
  useTitle('Sign in – Rostra');
  const { state } = useLocation();
  const isLost = useSessionLost();
  const { mutate, error, isPending } = useLogin();
  const submit = (form: FormData) => mutate({ username: textOf(form, 'username'), password: textOf(form, 'password') });
  return (
    <EntryCard title="Sign in">
      {isLost && (
        <output className="rounded-lg bg-accent-soft px-3 py-2 text-sm">
          You were signed out: the session has expired, or was ended from another device or by an administrator. Sign in
          again to go on where you were; what you wrote is kept.
        </output>
      )}
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(new FormData(event.currentTarget));
        }}
      >
        <ErrorNotice until={waitUntil(error)}>{formError(error, ['username', 'password'])}</ErrorNotice>
        <TextField label="Username" name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required error={fieldError(error, 'username')} />
        <TextField label="Password" name="password" type="password" autoComplete="current-password" required error={fieldError(error, 'password')} />
        <Button type="submit" disabled={isPending}>
          {isPending ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
      <p className="text-sm text-muted">
        New here?{' '}
        <Link to="/register" state={state} className="rounded font-semibold text-accent underline underline-offset-2">
          Create an account
        </Link>
      </p>
    </EntryCard>
  );
}
