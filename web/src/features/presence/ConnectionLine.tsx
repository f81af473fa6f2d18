import { useChatLink, useLinkState } from '~/realtime/ChatLinkProvider';
import { useLasting } from '~/ui/use-lasting';
import { useSecondsUntil } from '~/ui/use-seconds';

/** Most breaks are over sooner, and nobody need hear of them. */
const TOLD_AFTER_MS = 1200;

/**
 * Says that the line to the server is down, once it has been for a moment, and when it is tried again.
 * It lies over the page below the header and keeps its height: coming and going it moves nothing
 * but what floats there too, which can know of it as `peer-data-told`.
 */
export function ConnectionLine() {
  const { status, nextAttempt } = useLinkState();
  const isDown = useLasting(status === 'offline' || status === 'connecting', TOLD_AFTER_MS);
  return (
    <output data-told={isDown || undefined} className="peer pointer-events-none relative z-30 block h-0">
      {isDown && (
        <span className="absolute inset-x-3 top-18 flex justify-center md:ms-72 lg:ms-0">
          <span className="flex h-22 max-w-104 animate-appear flex-col items-center justify-center rounded-2xl border border-line bg-accent-soft px-4 text-center text-sm shadow-lg">
            <span>Connecting again… What you write is kept and sent as soon as the server answers.</span>
            <span className="flex h-9 shrink-0 items-center">
              {status === 'offline' && nextAttempt !== null && <NextAttempt at={nextAttempt} />}
            </span>
          </span>
        </span>
      )}
    </output>
  );
}

/** Counts down; not read aloud with every second. */
function NextAttempt({ at }: { readonly at: number }) {
  const link = useChatLink();
  const seconds = useSecondsUntil(at);
  return (
    <span className="inline-flex items-center gap-2" aria-live="off">
      {seconds > 1 && <span className="text-muted tabular-nums">Next try in {seconds} s</span>}
      <button type="button" className="pointer-events-auto min-h-9 rounded px-2 font-semibold underline underline-offset-2 hover:bg-hover" onClick={() => link.hurry()}>
        Try now
      </button>
    </span>
  );
}
