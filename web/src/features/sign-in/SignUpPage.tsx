import { Link, useLocation } from 'react-router';
import { fieldError, formError, waitUntil } from '~/protocol/problem';
import { Button } from '~/ui/Button';
import { ErrorNotice } from '~/ui/Notice';
import { TextField } from '~/ui/TextField';
import { useTitle } from '~/ui/use-title';
import { EntryCard } from './EntryCard';
import { textOf } from './form-text';
import { useRegister } from './use-register';

export function SignUpPage() {
  useTitle('Sign up – Rostra');
  const { state } = useLocation();
  const { mutate, error, isPending } = useRegister();
  const submit = (form: FormData) =>
    mutate({ username: textOf(form, 'username'), email: textOf(form, 'email'), password: textOf(form, 'password') });
  return (
    <EntryCard title="Create an account">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(new FormData(event.currentTarget));
        }}
      >
        <ErrorNotice until={waitUntil(error)}>{formError(error, ['username', 'email', 'password'])}</ErrorNotice>
        <TextField label="Username" name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} required hint="3 to 50 characters; others see it." error={fieldError(error, 'username')} />
        <TextField label="E-mail" name="email" type="email" autoComplete="email" required hint="Nobody else sees it." error={fieldError(error, 'email')} />
        <TextField label="Password" name="password" type="password" autoComplete="new-password" required hint="At least 8 characters." error={fieldError(error, 'password')} />
        <Button type="submit" disabled={isPending}>
          {isPending ? 'Creating your account…' : 'Sign up'}
        </Button>
      </form>
      <p className="text-sm text-muted">
        Been here before?{' '}
        <Link to="/login" state={state} className="rounded font-semibold text-accent underline underline-offset-2">
          Sign in
        </Link>
      </p>
    </EntryCard>
  );
}
