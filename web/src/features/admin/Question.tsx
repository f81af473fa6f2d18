import type { ReactNode } from 'react';
import { sentenceFor, waitUntil } from '~/protocol/problem';
import { Button } from '~/ui/Button';
import { ErrorNotice } from '~/ui/Notice';

type Props = {
  /** What will happen. */
  readonly children: ReactNode;
  /** What the button that does it says. */
  readonly go: string;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onClose: () => void;
  readonly onGo: () => void;
};

/** What will happen, and the choice; why it did not happen stands beside it. */
export function Question({ children, go, error, isPending, onClose, onGo }: Props) {
  return (
    <div className="flex flex-col gap-4">
      <p>{children}</p>
      <ErrorNotice until={waitUntil(error)}>{error && sentenceFor(error)}</ErrorNotice>
      <div className="flex flex-wrap justify-end gap-2">
        <Button look="quiet" data-first onClick={onClose}>
          Cancel
        </Button>
        <Button look="danger" disabled={isPending} onClick={onGo}>
          {go}
        </Button>
      </div>
    </div>
  );
}
