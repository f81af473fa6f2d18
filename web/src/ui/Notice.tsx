import type { ReactNode } from 'react';

/** Something went wrong, told at once to screen readers. Nothing when there is nothing to tell. */
export function ErrorNotice({ children }: { readonly children: ReactNode }) {
  if (!children) return null;
  return (
    <p role="alert" className="rounded-lg bg-danger-soft px-3 py-2 text-sm text-danger">
      {children}
    </p>
  );
}

type EmptyProps = { readonly title: string; /** Above the title. */ readonly picture?: ReactNode; readonly children?: ReactNode };

/** A place where nothing is yet, and what to do about it. */
export function EmptyState({ title, picture, children }: EmptyProps) {
  return (
    <div className="m-auto flex max-w-sm flex-col items-center gap-3 p-6 text-center text-muted">
      {picture}
      <p className="text-lg font-semibold text-ink">{title}</p>
      {children}
    </div>
  );
}

/** Told to screen readers at once, shown only when the wait is long enough to be noticed. */
export function Waiting({ label }: { readonly label: string }) {
  return (
    <output className="m-auto block animate-late p-6 text-sm text-muted">
      {label}
    </output>
  );
}
