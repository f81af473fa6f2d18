import type { Virtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useMemo, useRef } from 'react';
import type { RoomFeed } from '~/realtime/feed';
import { RowView } from './RowView';
import type { Row } from './rows';
import type { Edits } from './use-edits';

/** What rows are told beside themselves. */
export type RowProps = {
  readonly roomId: number;
  readonly edits: Edits;
  /** What went wrong with a message, by its id. */
  readonly complaints: ReadonlyMap<number, string>;
  /** The message that was jumped to. */
  readonly foundId: number | null;
  readonly onTakeBack: (text: string, replyTo: number | null) => void;
};

type Props = RowProps & {
  readonly feed: RoomFeed;
  readonly rows: readonly Row[];
  readonly virtualizer: Virtualizer<HTMLDivElement, HTMLLIElement>;
  readonly active: number;
  readonly onActive: (key: string) => void;
};

/** The rows in sight, each where it belongs in the whole list. */
export function MessageRows({ roomId, edits, complaints, foundId, onTakeBack, feed, rows, virtualizer, active, onActive }: Props) {
  const { messages } = feed.excerpt ?? feed;
  const list = useRef<HTMLOListElement>(null);
  // The browser tells of new heights only after a frame in which one row was drawn over the next.
  useLayoutEffect(() => {
    for (const row of list.current?.querySelectorAll<HTMLLIElement>(':scope > li') ?? []) virtualizer.measureElement(row);
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- these are what changes heights
  }, [virtualizer, rows, complaints, edits.all]);
  const byId = useMemo(() => new Map(messages.map((message) => [message.id, message])), [messages]);
  return (
    <ol ref={list} className="contents">
      {virtualizer.getVirtualItems().map(({ index, key, start }) => {
        const row = rows[index];
        if (row === undefined) return null;
        const message = row.kind === 'message' ? row.message : null;
        const sent = row.kind === 'outgoing' ? row.sent : null;
        const replyTo = message?.reply_to ?? sent?.replyTo ?? null;
        return (
          <li
            key={key}
            ref={virtualizer.measureElement}
            data-index={index}
            aria-busy={sent !== null && sent.state.kind !== 'refused' ? true : undefined}
            style={{ transform: `translateY(${start}px)` }}
            className="absolute inset-x-0 top-0 flow-root focus-within:z-10 hover:z-10"
          >
            <RowView
              rowKey={row.key}
              roomId={roomId}
              message={message}
              sent={sent}
              isFollowing={row.isFollowing}
              newDay={row.newDay}
              isFirstUnread={row.isFirstUnread}
              isTabStop={index === active}
              isFound={message !== null && message.id === foundId}
              replyTo={replyTo}
              quoted={replyTo === null ? undefined : byId.get(replyTo)}
              edits={edits}
              edit={message === null ? undefined : edits.all.get(message.id)}
              complaint={message === null ? undefined : complaints.get(message.id)}
              onActive={onActive}
              onTakeBack={onTakeBack}
            />
          </li>
        );
      })}
    </ol>
  );
}
