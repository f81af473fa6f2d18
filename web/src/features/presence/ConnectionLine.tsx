import { useChatLink, useLinkState } from '~/realtime/ChatLinkProvider';
import { useSecondsUntil } from '~/ui/use-seconds';

/** Says that the line to the server is down, once it has been for a moment, and when it is tried again. */
export function ConnectionLine() {
  const { status, nextAttempt } = useLinkState();
  const isDown = status === 'offline' || status === 'connecting';
  return (
    <output className="block">
      {isDown && (
        <span className="flex animate-late flex-wrap items-center justify-center gap-x-3 bg-accent-soft px-4 py-1.5 text-center text-sm">
          <span>Connecting again… What you write is kept and sent as soon as the server answers.</span>
          {status === 'offline' && nextAttempt !== null && <NextAttempt at={nextAttempt} />}
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
      <button type="button" className="min-h-9 rounded px-2 font-semibold underline underline-offset-2 hover:bg-hover" onClick={() => link.hurry()}>
        Try now
      </button>
    </span>
  );
}
