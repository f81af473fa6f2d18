import { useCallback, useEffect, useMemo, useRef } from 'react';
import { sentenceFor } from '~/protocol/problem';
import type { Account, Room } from '~/protocol/types';
import { useChatLink, useOutbox } from '~/realtime/ChatLinkProvider';
import { EMPTY_FEED } from '~/realtime/feed';
import { useFeed } from '~/realtime/use-feed';
import { Button } from '~/ui/Button';
import { EmptyState, ErrorNotice, Waiting } from '~/ui/Notice';
import { Composer } from './Composer';
import { MessageList } from './MessageList';
import { TypingLine } from './TypingLine';
import { useDraft } from './use-draft';
import { useFirstUnread, useMarkRead } from './use-read-marker';

type Props = { readonly room: Room; readonly me: Account };

/** A room's messages and the field to write one. Give it the room's id as key: it belongs to one room. */
export function Conversation({ room, me }: Props) {
  const link = useChatLink();
  const { data: feed = EMPTY_FEED, error, isFetching, refetch } = useFeed(room.id);
  const outbox = useOutbox();
  const outgoing = useMemo(() => outbox.filter((sent) => sent.roomId === room.id), [outbox, room.id]);
  const [draft, setDraft] = useDraft(me.id, room.id);
  const field = useRef<HTMLTextAreaElement>(null);
  const firstUnread = useFirstUnread(room);
  useEffect(() => link.hear(room.id), [link, room.id]);
  // On a touch screen the keyboard would hide the messages.
  useEffect(() => void (window.matchMedia('(pointer: fine)').matches && field.current?.focus()), []);
  useMarkRead(room.id, feed.messages.at(-1)?.seq ?? 0);

  const write = (text: string) => {
    setDraft(text);
    if (text.trim() !== '') link.typing(room.id);
  };
  const send = (text: string) => {
    link.send(room.id, text);
    setDraft('');
  };
  const takeBack = useCallback(
    (text: string) => {
      setDraft((present) => (present === '' ? text : `${text}\n${present}`));
      field.current?.focus();
    },
    [setDraft],
  );
  const isShown = feed.loaded || feed.messages.length > 0 || outgoing.length > 0;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {isShown ? (
        <MessageList
          roomId={room.id}
          roomName={room.name}
          feed={feed}
          outgoing={outgoing}
          firstUnread={firstUnread}
          isBusy={isFetching}
          onEdit={takeBack}
        />
      ) : (
        <Unread isFetching={isFetching} error={error} onRetry={() => void refetch()} />
      )}
      <div className="px-3 md:px-5">
        <ErrorNotice>{feed.refusal}</ErrorNotice>
      </div>
      <TypingLine typists={feed.typing} />
      <Composer roomName={room.name} draft={draft} fieldRef={field} onDraft={write} onSend={send} />
    </div>
  );
}

type UnreadProps = { readonly isFetching: boolean; readonly error: Error | null; readonly onRetry: () => void };

/** In place of messages that could not be read yet. */
function Unread({ isFetching, error, onRetry }: UnreadProps) {
  if (isFetching) return <Waiting label="Reading the messages…" />;
  return (
    <EmptyState title="The messages could not be read.">
      <ErrorNotice>{error && sentenceFor(error)}</ErrorNotice>
      <Button look="quiet" onClick={onRetry}>
        Try again
      </Button>
    </EmptyState>
  );
}
