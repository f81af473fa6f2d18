const MOST = 99;

type Props = { readonly count: number; readonly meaning: string; /** Shown without drawing attention. */ readonly isQuiet?: boolean };

/** A count in a pill; nothing at zero. */
export function Badge({ count, meaning, isQuiet = false }: Props) {
  if (count <= 0) return null;
  return (
    <span
      className={`inline-flex min-w-6 shrink-0 items-center justify-center rounded-full px-1.5 py-0.5 text-xs font-bold tabular-nums ${isQuiet ? 'border border-line text-muted' : 'ms-auto bg-accent text-on-accent'}`}
    >
      {count > MOST ? `${MOST}+` : count} <span className="sr-only">{meaning}</span>
    </span>
  );
}
