import { type RefObject, useEffect, useRef } from 'react';
import { sentenceFor } from '~/protocol/problem';
import type { RoomFeed } from '~/realtime/feed';
import { useNewerMessages, useOlderMessages } from '~/realtime/use-feed';
import { Button } from '~/ui/Button';
import { ErrorNotice } from '~/ui/Notice';

type Page = { readonly mutate: () => void; readonly error: Error | null; readonly isPending: boolean };

type Props = {
  readonly place: 'top' | 'bottom';
  readonly box: RefObject<HTMLElement | null>;
  /** How the next page is read. */
  readonly page: Page;
};

/** How far outside the visible part loading begins. */
const AHEAD = '900px 0px';

/**
 * Stands where more messages follow and reads them when it comes near. Give it the page's cursor as key:
 * once that page has come, the one after it may be wanted at once.
 */
function PageLoader({ place, box, page }: Props) {
  const { mutate, error, isPending } = page;
  const mark = useRef<HTMLDivElement>(null);
  const isIdle = !isPending && error === null;
  useEffect(() => {
    if (!isIdle || mark.current === null) return undefined;
    const observer = new IntersectionObserver((entries) => entries.some((entry) => entry.isIntersecting) && mutate(), {
      root: box.current,
      rootMargin: AHEAD,
    });
    observer.observe(mark.current);
    return () => observer.disconnect();
  }, [box, isIdle, mutate]);
  const which = place === 'top' ? 'Older' : 'Newer';
  return (
    <div
      ref={mark}
      className={`absolute inset-x-0 flex min-h-12 flex-col items-center justify-center gap-1 px-3 text-sm text-muted ${place === 'top' ? 'top-0' : 'bottom-0'}`}
    >
      {isPending && `Reading ${which.toLowerCase()} messages…`}
      <ErrorNotice>{error && sentenceFor(error)}</ErrorNotice>
      {!isPending && (
        <Button look="plain" isSlim onClick={() => mutate()}>
          {error === null ? `${which} messages` : 'Try again'}
        </Button>
      )}
    </div>
  );
}

type EndProps = { readonly roomId: number; readonly feed: RoomFeed; readonly box: RefObject<HTMLElement | null> };

/** Above the oldest message that is known: the room's beginning, or what reads the page before it. */
export function OlderEnd({ roomId, roomName, feed, box }: EndProps & { readonly roomName: string }) {
  const page = useOlderMessages(roomId);
  const { excerpt } = feed;
  const { olderCursor } = excerpt ?? feed;
  if (olderCursor === null) return <Beginning roomName={roomName} isKnown={feed.loaded || excerpt !== null} />;
  return <PageLoader key={olderCursor} place="top" box={box} page={page} />;
}

/** Below an excerpt that ends before the newest message. */
export function NewerEnd({ roomId, feed: { excerpt }, box }: EndProps) {
  const page = useNewerMessages(roomId);
  if (!excerpt?.newerCursor) return null;
  return <PageLoader key={excerpt.newerCursor} place="bottom" box={box} page={page} />;
}

type BeginningProps = { readonly roomName: string; /** Whether that is certain already. */ readonly isKnown: boolean };

function Beginning({ roomName, isKnown }: BeginningProps) {
  if (!isKnown) return null;
  return (
    <div className="absolute inset-x-0 top-0 flex h-20 flex-col justify-end px-3 pb-1 md:px-5">
      <p className="truncate text-lg font-semibold">
        Welcome to <bdi>{roomName}</bdi>
      </p>
      <p className="text-sm text-muted">This is where it begins.</p>
    </div>
  );
}
