import type { ReactNode } from 'react';

type Props = { readonly children: ReactNode; /** For what is not as it should be. */ readonly isBad?: boolean };

/** A word about how something is. */
export function Tag({ children, isBad = false }: Props) {
  return <span className={`rounded-full px-2 py-0.5 text-xs font-semibold ${isBad ? 'bg-danger-soft text-danger' : 'bg-accent-soft text-ink'}`}>{children}</span>;
}
