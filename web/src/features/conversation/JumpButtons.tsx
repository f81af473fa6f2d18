import { sentenceFor } from '~/protocol/problem';
import { Button } from '~/ui/Button';
import { DownIcon } from '~/ui/icons';
import { UpIcon } from '~/ui/message-icons';
import { ErrorNotice } from '~/ui/Notice';

type Props = {
  /** Whether the newest messages are out of sight. */
  readonly isAway: boolean;
  /** How many messages came in unseen. */
  readonly news: number;
  /** How many messages were unread when the room was opened, if they begin above; else 0. */
  readonly unreadAbove: number;
  /** The reading of what lies between here and the first unread message. */
  readonly seeking: { readonly isPending: boolean; readonly error: Error | null };
  readonly onEnd: () => void;
  readonly onFirstUnread: () => void;
};

/** The ways to what is new, above and below what is in sight. */
export function JumpButtons({ isAway, news, unreadAbove, seeking, onEnd, onFirstUnread }: Props) {
  return (
    <>
      {unreadAbove > 0 && (
        <div className="pointer-events-none absolute inset-x-3 top-[calc(0.5rem+var(--taken-above,0px))] z-20 flex flex-col items-center gap-1">
          <Button look="quiet" disabled={seeking.isPending} className="pointer-events-auto rounded-full shadow-lg" onClick={onFirstUnread}>
            <UpIcon /> {seeking.isPending ? 'Reading…' : 'First unread'} <Count count={unreadAbove} word="unread" />
          </Button>
          <ErrorNotice>{seeking.error && sentenceFor(seeking.error)}</ErrorNotice>
        </div>
      )}
      {isAway && (
        <div className="pointer-events-none absolute inset-x-3 bottom-3 z-20 flex justify-center">
          <Button look="quiet" className="pointer-events-auto rounded-full shadow-lg" onClick={onEnd}>
            <DownIcon /> Newest messages {news > 0 && <Count count={news} word="new" />}
          </Button>
        </div>
      )}
    </>
  );
}

function Count({ count, word }: { readonly count: number; readonly word: string }) {
  return (
    <span className="rounded-full bg-accent px-2 text-xs leading-5 font-semibold text-on-accent tabular-nums">
      {count} {word}
    </span>
  );
}
