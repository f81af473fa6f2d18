import { QueryClient } from '@tanstack/react-query';
import { RequestFailed } from '~/protocol/problem';

const RETRIES = 2;

/** A cache that repeats reads which might succeed next time, and never repeats a change by itself. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < RETRIES && mayPass(error),
        // The socket tells of changes; looking at the page again is no reason to read anew.
        refetchOnWindowFocus: false,
        staleTime: 10_000,
      },
    },
  });
}

function mayPass(error: Error): boolean {
  return error instanceof RequestFailed && (error.status === 0 || error.status >= 500);
}
