import { QueryClient } from '@tanstack/react-query';
import { RequestFailed, waitUntil } from '~/protocol/problem';

const RETRIES = 2;
const TOO_MANY = 429;
const LONGEST_PAUSE_MS = 30_000;

/** A cache that repeats reads which might succeed next time, and never repeats a change by itself. */
export function newQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => failures < RETRIES && mayPass(error),
        retryDelay: (failures, error) => pauseBefore(failures, error),
        // The socket tells of changes; looking at the page again is no reason to read anew.
        refetchOnWindowFocus: false,
        staleTime: 10_000,
      },
    },
  });
}

function mayPass(error: Error): boolean {
  return error instanceof RequestFailed && (error.status === 0 || error.status === TOO_MANY || error.status >= 500);
}

// The server knows best when it will answer again.
function pauseBefore(failures: number, error: Error): number {
  const until = waitUntil(error);
  return until === null ? Math.min(LONGEST_PAUSE_MS, 1000 * 2 ** failures) : Math.max(0, until - Date.now());
}
