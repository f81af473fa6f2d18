import type { ReactNode } from 'react';

type Option<Value extends string> = { readonly value: Value; readonly label: string; readonly hint?: string; readonly picture?: ReactNode };

type Props<Value extends string> = {
  readonly legend: string;
  readonly name: string;
  readonly value: Value;
  readonly options: readonly Option<Value>[];
  readonly onChoose: (value: Value) => void;
  /** How many stand in a row where there is room. */
  readonly columns?: 1 | 2;
};

/** One of a few, chosen at once. */
export function Choice<Value extends string>({ legend, name, value, options, onChoose, columns = 1 }: Props<Value>) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-sm font-semibold">{legend}</legend>
      <div className={`grid gap-2 ${columns === 2 ? 'sm:grid-cols-2' : ''}`}>
        {options.map((option) => (
          <label
            key={option.value}
            className="flex min-h-11 items-center gap-3 rounded-lg border border-line px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent"
          >
            <input type="radio" name={name} value={option.value} checked={option.value === value} onChange={() => onChoose(option.value)} className="size-4 shrink-0 accent-accent outline-none" />
            <span className="flex min-w-0 flex-1 flex-col">
              <span>{option.label}</span>
              {option.hint !== undefined && <span className="text-sm text-muted">{option.hint}</span>}
            </span>
            {option.picture}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
