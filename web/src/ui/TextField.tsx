import { type ComponentProps, useId } from 'react';

type Props = ComponentProps<'input'> & {
  readonly label: string;
  readonly hint?: string | undefined;
  /** What is wrong with it, shown below and told to screen readers. */
  readonly error?: string | undefined;
};

export function TextField({ label, hint, error, ...rest }: Props) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      <input
        id={id}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={note === undefined ? undefined : `${id}-note`}
        className="min-h-11 w-full rounded-lg border border-edge bg-raised px-3 py-2 text-base placeholder:text-muted aria-invalid:border-danger"
        {...rest}
      />
      {note !== undefined && (
        <p id={`${id}-note`} className={`text-sm ${error === undefined ? 'text-muted' : 'text-danger'}`}>
          {note}
        </p>
      )}
    </div>
  );
}
