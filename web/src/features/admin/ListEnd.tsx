import { sentenceFor, waitUntil } from '~/protocol/problem';
import { Button } from '~/ui/Button';
import { ErrorNotice } from '~/ui/Notice';

type Props = {
  /** Of which kind there is more. */
  readonly what: string;
  readonly list: {
    readonly error: Error | null;
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
    readonly refetch: () => Promise<unknown>;
    readonly isFetchNextPageError: boolean;
  };
};

/** Below a list that is read page by page: what went wrong, and the way to more of it. */
export function ListEnd({ what, list }: Props) {
  const { error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch, isFetchNextPageError } = list;
  const again = isFetchNextPageError ? fetchNextPage : refetch;
  return (
    <>
      {error !== null && (
        <div className="flex flex-col items-start gap-2">
          <ErrorNotice until={waitUntil(error)}>{sentenceFor(error)}</ErrorNotice>
          <Button look="quiet" onClick={() => void again()}>
            Try again
          </Button>
        </div>
      )}
      {error === null && hasNextPage && (
        <Button look="quiet" className="self-start" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? 'Loading…' : `Show more ${what}`}
        </Button>
      )}
    </>
  );
}
