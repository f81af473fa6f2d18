import { type RefObject, useEffect, useRef } from 'react';
import { sentenceFor } from '~/protocol/problem';
import { useOlderMessages } from '~/realtime/use-feed';
import { Button } from '~/ui/Button';
import { ErrorNotice } from '~/ui/Notice';

type Props = {
  readonly roomId: number;
  readonly box: RefObject<HTMLElement | null>;
};

/** How far above the visible part loading begins. */
const AHEAD = '400px 0px 0px 0px';

/**
 * Stands above the oldest message and reads the next page when it comes into sight. Give it the page's
 * cursor as key: once that page has come, the one after it may be wanted at once.
 */
export function OlderLoader({ roomId, box }: Props) {
  const mark = useRef<HTMLDivElement>(null);
  const { mutate, error, isPending } = useOlderMessages(roomId);
  const isIdle = !isPending && error === null;
  useEffect(() => {
    if (!isIdle || mark.current === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && mutate(),
      { root: box.current, rootMargin: AHEAD },
    );
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [box, isIdle, mutate]);
  return (
    <div ref={mark} className="flex min-h-12 flex-col items-center justify-center gap-2 p-2 text-sm text-muted">
      {isPending && 'Reading older messages…'}
      <ErrorNotice>{error && sentenceFor(error)}</ErrorNotice>
      {!isPending && (
        <Button look="plain" onClick={() => mutate()}>
          {error === null ? 'Older messages' : 'Try again'}
        </Button>
      )}
    </div>
  );
}
