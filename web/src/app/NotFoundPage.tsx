import { Link } from 'react-router';
import { EmptyState } from '~/ui/Notice';
import { useTitle } from '~/ui/use-title';

export function NotFoundPage() {
  useTitle('Not found – Rostra');
  return (
    <main className="flex min-h-dvh">
      <EmptyState title="There is no such page.">
        <Link to="/" className="rounded font-semibold text-accent underline underline-offset-2">
          To the first page
        </Link>
      </EmptyState>
    </main>
  );
}
