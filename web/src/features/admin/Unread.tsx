import { sentenceFor, waitUntil } from '~/protocol/problem';
import { Button } from '~/ui/Button';
import { ErrorNotice, Waiting } from '~/ui/Notice';

type Props = { readonly label: string; readonly error: Error | null; readonly onRetry: () => Promise<unknown> };

/** In place of what is not read yet, or could not be. */
export function Unread({ label, error, onRetry }: Props) {
  if (error === null) return <Waiting label={label} />;
  return (
    <div className="flex flex-col items-start gap-2">
      <ErrorNotice until={waitUntil(error)}>{sentenceFor(error)}</ErrorNotice>
      <Button look="quiet" onClick={() => void onRetry()}>
        Try again
      </Button>
    </div>
  );
}
