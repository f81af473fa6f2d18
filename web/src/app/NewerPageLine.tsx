import { Button } from '~/ui/Button';
import { useNewerPage } from './use-newer-page';

/** Asks for a reload when the server has another version; what was typed is kept. */
export function NewerPageLine() {
  const isNewer = useNewerPage();
  return (
    <output className="block">
      {isNewer && (
        <span className="flex flex-wrap items-center justify-center gap-x-4 gap-y-1 bg-accent-soft px-4 py-2 text-sm">
          Rostra was updated. Reload the page to go on with the new version; what you typed is kept.
          <Button isSlim onClick={() => window.location.reload()}>
            Reload
          </Button>
        </span>
      )}
    </output>
  );
}
