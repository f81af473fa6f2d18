import { type KeyboardEvent, memo, useCallback, useMemo, useRef, useState } from 'react';
import type { RoomFeed } from '~/realtime/feed';
import type { Outbox } from '~/realtime/outbox';
import { useMessagesBackTo, useNewerMessages, useOlderMessages } from '~/realtime/use-feed';
import { JumpButtons } from './JumpButtons';
import { MessageRows, type RowProps } from './MessageRows';
import { Beginning, PageLoader } from './PageLoader';
import { type Row, rowsOf, seqAt } from './rows';
import { type Target, useListScroll } from './use-list-scroll';
import { type Opening, useMarkRead, useSeen, useUnreadAbove } from './use-read-marker';
import { useRowFocus } from './use-row-focus';

type Props = RowProps & {
  readonly roomName: string;
  readonly meId: number;
  readonly feed: RoomFeed;
  readonly outgoing: Outbox;
  readonly opening: Opening;
  readonly isBusy: boolean;
  readonly target: Target | null;
  /** Grows whenever the reader has written something. */
  readonly written: number;
  readonly onLeaveExcerpt: () => void;
  readonly onEscape: () => void;
};

/** Not drawn anew with every letter that is typed below it. */
export const MessageList = memo(function MessageList(props: Props) {
  const { roomId, roomName, meId, feed, opening, isBusy, onLeaveExcerpt, onEscape, edits } = props;
  const { excerpt } = feed;
  const { olderCursor } = excerpt ?? feed;
  const rows = useRows(props);
  const box = useRef<HTMLDivElement>(null);
  const focus = useRowFocus(box, rows);
  const pinned = useMemo(() => pinnedIn(rows, focus.activeKey, edits.all), [rows, focus.activeKey, edits.all]);
  const back = useMessagesBackTo(roomId);
  const [toUnread, setToUnread] = useState<Target | null>(null);
  const { virtualizer, isAtEnd, look, toEnd } = useListScroll(box, {
    rows,
    isExcerpt: excerpt !== null,
    target: props.target ?? toUnread,
    written: props.written,
    pinned,
    onLeaveExcerpt,
    onTarget: focus.focusRow,
  });
  const older = useOlderMessages(roomId);
  const newer = useNewerMessages(roomId);
  const seen = useSeen(opening, seqAt(rows, virtualizer.range?.endIndex ?? -1));
  useMarkRead(roomId, seen > opening.readSeq ? seen : 0);

  const firstShown = excerpt === null ? seqAt(rows, virtualizer.range?.startIndex ?? 0) : Infinity;
  const unreadAbove = useUnreadAbove(opening, firstShown);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) return onEscape();
    const next = focus.nextOf(event);
    const row = next === null ? undefined : rows[next];
    if (next === null || row === undefined) return undefined;
    event.preventDefault();
    virtualizer.scrollToIndex(next, { align: 'auto' });
    return focus.focusRow(row);
  };
  const toFirstUnread = useCallback(() => {
    const wish = () => setToUnread({ isIt: (row) => row.isFirstUnread, align: 'start', nonce: `unread ${Date.now()}` });
    onLeaveExcerpt();
    back.mutate(opening.readSeq + 1, { onSuccess: wish });
  }, [back, opening, onLeaveExcerpt]);

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
          {olderCursor === null ? (
            <Beginning roomName={roomName} isKnown={feed.loaded || excerpt !== null} />
          ) : (
            <PageLoader key={olderCursor} place="top" box={box} page={older} />
          )}
          <MessageRows {...props} rows={rows} virtualizer={virtualizer} active={focus.active} onActive={focus.setActiveKey} />
          {excerpt?.newerCursor && <PageLoader key={excerpt.newerCursor} place="bottom" box={box} page={newer} />}
        </div>
      </div>
      <JumpButtons
        isAway={!isAtEnd || excerpt !== null}
        news={newsAfter(feed, seen, meId)}
        unreadAbove={unreadAbove}
        seeking={back}
        onEnd={toEnd}
        onFirstUnread={toFirstUnread}
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

/** How many messages of others are newer than `seen`. */
function newsAfter({ messages }: RoomFeed, seen: number, meId: number): number {
  const begin = messages.findLastIndex((message) => message.seq <= seen) + 1;
  return messages.slice(begin).filter((message) => message.user_id !== meId).length;
}
