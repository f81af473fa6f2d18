import { useId } from 'react';

type Props = {
  readonly label: string;
  readonly hint?: string;
  readonly isOn: boolean;
  readonly onSwitch: (isOn: boolean) => void;
};

/** Something that is on or off, at once. */
export function Switch({ label, hint, isOn, onSwitch }: Props) {
  const id = useId();
  return (
    <div className="flex items-center justify-between gap-4">
      <div className="min-w-0">
        <label id={`${id}-label`} htmlFor={id} className="font-semibold">
          {label}
        </label>
        {hint !== undefined && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
      <button
        id={id}
        type="button"
        role="switch"
        aria-checked={isOn}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onClick={() => onSwitch(!isOn)}
        className="group flex h-11 w-14 shrink-0 items-center justify-center rounded-full"
      >
        <span className="flex h-7 w-12 items-center rounded-full border-2 border-edge bg-canvas px-0.5 transition-colors group-aria-checked:border-accent group-aria-checked:bg-accent">
          <span className="size-5 rounded-full bg-edge transition-transform group-aria-checked:translate-x-5 group-aria-checked:bg-on-accent rtl:group-aria-checked:-translate-x-5" />
        </span>
      </button>
    </div>
  );
}
