import { type ReactNode, memo, useMemo } from 'react';
import type { RoomFeed } from '~/realtime/feed';
import type { Outbox } from '~/realtime/outbox';
import { Button } from '~/ui/Button';
import { DownIcon } from '~/ui/icons';
import { MessageRow } from './MessageRow';
import { OlderLoader } from './OlderLoader';
import { OutgoingRow } from './OutgoingRow';
import { type Row, timeline } from './timeline';
import { dayName, fullTime } from './times';
import { useScrollAnchor } from './use-scroll-anchor';

type Props = {
  readonly roomId: number;
  readonly roomName: string;
  readonly feed: RoomFeed;
  readonly outgoing: Outbox;
  readonly firstUnread: number | null;
  readonly isBusy: boolean;
  readonly onEdit: (text: string) => void;
};

/** Not drawn anew with every letter that is typed below it. */
export const MessageList = memo(function MessageList(props: Props) {
  const { roomId, roomName, feed, outgoing, firstUnread, isBusy, onEdit } = props;
  const rows = useMemo(() => timeline(feed.messages, firstUnread), [feed.messages, firstUnread]);
  const ownLast = outgoing.at(-1)?.clientId ?? '';
  const { box, isAtEnd, onScroll, toEnd } = useScrollAnchor<HTMLDivElement>(rows[0]?.key ?? '', ownLast);
  return (
    <div className="relative min-h-0 flex-1">
      {/* Focusable, so that it scrolls by keyboard. */}
      <div
        ref={box}
        role="log"
        aria-label={`Messages in ${roomName}`}
        aria-busy={isBusy}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onScroll={onScroll}
        className="flex h-full flex-col overflow-y-auto overscroll-contain pb-2 [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        {feed.olderCursor !== null && <OlderLoader key={feed.olderCursor} roomId={roomId} box={box} />}
        <ol className="mt-auto">
          {feed.loaded && feed.olderCursor === null && <Beginning roomName={roomName} />}
          {rows.map((row) => (
            <TimelineRow key={row.key} row={row} />
          ))}
          {outgoing.map((sent) => (
            <OutgoingRow key={sent.clientId} sent={sent} onEdit={onEdit} />
          ))}
        </ol>
      </div>
      {!isAtEnd && (
        <Button look="quiet" className="absolute inset-x-0 bottom-3 mx-auto w-fit rounded-full shadow-lg" onClick={toEnd}>
          <DownIcon /> Newest messages
        </Button>
      )}
    </div>
  );
});

function TimelineRow({ row }: { readonly row: Row }) {
  switch (row.kind) {
    case 'day':
      return <Line label={<time dateTime={row.at} title={fullTime(row.at)}>{dayName(row.at)}</time>} />;
    case 'unread':
      return <Line label="New messages" isAccented />;
    case 'message':
      return <MessageRow message={row.message} isFollowing={row.isFollowing} />;
  }
}

function Line({ label, isAccented = false }: { readonly label: ReactNode; readonly isAccented?: boolean }) {
  const color = isAccented ? 'text-accent before:bg-accent after:bg-accent' : 'text-muted before:bg-line after:bg-line';
  return (
    <li className={`mt-4 flex items-center gap-3 px-3 text-xs font-semibold before:h-px before:flex-1 after:h-px after:flex-1 md:px-5 ${color}`}>
      {label}
    </li>
  );
}

function Beginning({ roomName }: { readonly roomName: string }) {
  return <li className="px-3 pt-6 text-sm text-muted md:px-5">This is the beginning of {roomName}.</li>;
}
