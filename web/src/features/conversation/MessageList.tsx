import { type KeyboardEvent, memo, useMemo, useRef } from 'react';
import type { RoomFeed } from '~/realtime/feed';
import type { Outbox } from '~/realtime/outbox';
import { JumpButtons } from './JumpButtons';
import { MessageRows, type RowProps } from './MessageRows';
import { NewerEnd, OlderEnd } from './PageLoader';
import { type Row, rowsOf } from './rows';
import { type Target, useListScroll } from './use-list-scroll';
import type { Opening } from './use-read-marker';
import { useReading, useWayToUnread } from './use-reading';
import { useRowFocus } from './use-row-focus';

type Props = RowProps & {
  readonly roomName: string;
  readonly meId: number;
  readonly feed: RoomFeed;
  readonly outgoing: Outbox;
  readonly opening: Opening;
  readonly onReturn: (opening: Opening) => void;
  readonly isBusy: boolean;
  readonly target: Target | null;
  /** Whether the message that was asked for is not to be had. */
  readonly isLost: boolean;
  /** Grows whenever the reader has written something. */
  readonly written: number;
  readonly onLeaveExcerpt: () => void;
  readonly onEscape: () => void;
};

/** Not drawn anew with every letter that is typed below it. */
export const MessageList = memo(function MessageList(props: Props) {
  const { roomId, roomName, meId, feed, opening, onReturn, isBusy, onLeaveExcerpt, onEscape, edits } = props;
  const rows = useRows(props);
  const box = useRef<HTMLDivElement>(null);
  const focus = useRowFocus(box, rows);
  const pinned = useMemo(() => pinnedIn(rows, focus.activeKey, edits.all), [rows, focus.activeKey, edits.all]);
  const unread = useWayToUnread(roomId, opening, onLeaveExcerpt);
  const { virtualizer, isAtEnd, look, toEnd } = useListScroll(box, {
    rows,
    isExcerpt: feed.excerpt !== null,
    target: props.target ?? unread.target,
    isLost: props.isLost,
    written: props.written,
    pinned,
    onLeaveExcerpt,
    onTarget: focus.focusRow,
  });
  const { news, unreadAbove } = useReading({ roomId, meId, feed, opening, rows, range: virtualizer.range, onReturn });
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) onEscape();
    else focus.step(event, (next) => virtualizer.scrollToIndex(next, { align: 'auto' }));
  };
  return (
    <div className="relative min-h-0 flex-1">
      {/* Announcer tells what is new: most rows that come and go here are not. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys go from row to row */}
      <div
        ref={box}
        role="log"
        aria-live="off"
        aria-label={`Messages in ${roomName}`}
        aria-busy={isBusy}
        onScroll={look}
        onKeyDown={onKeyDown}
        className="flex h-full flex-col overflow-x-hidden overflow-y-auto overscroll-contain [overflow-anchor:none]"
      >
        <div className="relative mt-auto w-full shrink-0" style={{ height: virtualizer.getTotalSize() }}>
          <OlderEnd roomId={roomId} roomName={roomName} feed={feed} box={box} />
          <MessageRows {...props} rows={rows} virtualizer={virtualizer} active={focus.active} onActive={focus.setActiveKey} />
          <NewerEnd roomId={roomId} feed={feed} box={box} />
        </div>
      </div>
      <JumpButtons
        isAway={!isAtEnd || feed.excerpt !== null}
        news={news}
        unreadAbove={unreadAbove}
        seeking={unread.seeking}
        onEnd={toEnd}
        onFirstUnread={unread.go}
      />
    </div>
  );
});

function useRows({ feed, outgoing, meId, opening }: Props): readonly Row[] {
  const { excerpt } = feed;
  const { messages, olderCursor } = excerpt ?? feed;
  const firstUnread = opening.unread > 0 ? opening.readSeq + 1 : null;
  return useMemo(
    () => rowsOf({ messages, hasOlder: olderCursor !== null, outgoing: excerpt ? [] : outgoing, meId, firstUnread }),
    [messages, olderCursor, excerpt, outgoing, meId, firstUnread],
  );
}

/** Rows that have the focus or are edited stay in the document, wherever one scrolls. */
function pinnedIn(rows: readonly Row[], activeKey: string | null, edits: ReadonlyMap<number, unknown>): readonly number[] {
  const isPinned = (row: Row) => row.key === activeKey || (row.kind === 'message' && edits.has(row.message.id));
  return rows.flatMap((row, index) => (isPinned(row) ? [index] : []));
}
