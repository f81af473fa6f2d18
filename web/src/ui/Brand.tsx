// The mark and the name of Rostra.
/** The mark of Rostra: a speaker's column in a speech bubble. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" className="shrink-0">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path d="M8 7h16a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3h-5l-5.5 4.5V22H8a3 3 0 0 1-3-3v-9a3 3 0 0 1 3-3z" className="fill-on-accent" />
      <path d="M10.5 11h11M11.5 18h9M13 11.8v5.4M16 11.8v5.4M19 11.8v5.4" className="stroke-accent" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  );
}

/** The mark and the name. */
export function Brand() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <Mark />
      <span className="brand text-xl">ROSTRA</span>
    </span>
  );
}
