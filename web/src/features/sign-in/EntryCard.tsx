import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Brand } from '~/ui/Brand';
import { ThemeMenu } from '~/ui/theme/ThemeMenu';

type Props = { readonly title: string; readonly children: ReactNode };

/** The frame of both entry pages. */
export function EntryCard({ title, children }: Props) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-md flex-col justify-center gap-6 px-4 py-8">
      <Link to="/" className="self-center rounded-lg" aria-label="Rostra, to the first page">
        <Brand />
      </Link>
      <section className="flex flex-col gap-5 rounded-2xl border border-line bg-surface p-6 shadow-sm">
        <h1 className="text-2xl font-semibold">{title}</h1>
        {children}
      </section>
      <footer className="flex justify-center">
        <ThemeMenu />
      </footer>
    </main>
  );
}
