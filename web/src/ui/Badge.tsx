const MOST = 99;

type Props = { readonly count: number; readonly meaning: string };

/** A count in a pill; nothing at zero. */
export function Badge({ count, meaning }: Props) {
  if (count <= 0) return null;
  return (
    <span className="ms-auto inline-flex min-w-6 items-center justify-center rounded-full bg-accent px-1.5 py-0.5 text-xs font-bold text-on-accent tabular-nums">
      {count > MOST ? `${MOST}+` : count} <span className="sr-only">{meaning}</span>
    </span>
  );
}
