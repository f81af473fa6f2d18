import { useRef, useState } from 'react';
import { fieldError, formError, waitUntil } from '~/protocol/problem';
import { Button } from '~/ui/Button';
import { ErrorNotice } from '~/ui/Notice';
import { TextField } from '~/ui/TextField';
import { useChangePassword } from './use-devices';

const SHOWN_FIELDS = ['current_password', 'new_password'];

/** Changes the password; all other devices are signed out by it. */
export function PasswordForm() {
  const form = useRef<HTMLFormElement>(null);
  const [isDone, setIsDone] = useState(false);
  const { mutate, error, isPending } = useChangePassword(() => {
    form.current?.reset();
    setIsDone(true);
  });
  return (
    <form
      ref={form}
      aria-label="Change the password"
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        setIsDone(false);
        const given = new FormData(event.currentTarget);
        mutate({ current_password: String(given.get('current_password')), new_password: String(given.get('new_password')) });
      }}
    >
      <ErrorNotice until={waitUntil(error)}>{formError(error, SHOWN_FIELDS)}</ErrorNotice>
      <TextField label="Password until now" name="current_password" type="password" autoComplete="current-password" required error={fieldError(error, 'current_password')} />
      <TextField label="New password" name="new_password" type="password" autoComplete="new-password" required hint="At least 8 characters. Your other devices are signed out." error={fieldError(error, 'new_password')} />
      <Button type="submit" look="quiet" className="self-start" disabled={isPending}>
        {isPending ? 'Changing…' : 'Change the password'}
      </Button>
      <output className="text-sm text-muted">{isDone && 'The password is changed.'}</output>
    </form>
  );
}
