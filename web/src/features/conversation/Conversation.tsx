import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { sentenceFor } from '~/protocol/problem';
import type { Account, Message, Room } from '~/protocol/types';
import { useChatLink, useOutgoing } from '~/realtime/ChatLinkProvider';
import { EMPTY_FEED, type RoomFeed, findMessage } from '~/realtime/feed';
import { useFeed } from '~/realtime/use-feed';
import { Button } from '~/ui/Button';
import { EmptyState, ErrorNotice, Waiting } from '~/ui/Notice';
import { shownRoomName } from '~/ui/room-name';
import { ActionsProvider, PeopleProvider } from './actions';
import { Announcer } from './Announcer';
import { DeleteDialog } from './DeleteDialog';
import { ReactorsDialog } from './ReactorsDialog';
import { MessageList } from './MessageList';
import { TypingLine } from './TypingLine';
import { useEdits } from './use-edits';
import { useJump } from './use-jump';
import { useKeyboardInset } from './use-keyboard-inset';
import { type MessageDialog, useMessageActions } from './use-message-actions';
import { useMentionable } from './use-people';
import { useOpening } from './use-read-marker';
import { useWayToOpening } from './use-way-to-opening';
import { useWriting } from './use-writing';
import { WritingPlace } from './WritingPlace';

type Props = { readonly room: Room; readonly me: Account };

/** A room's messages and the field to write one. Give it the room's id as key: it belongs to one room. */
export function Conversation({ room, me }: Props) {
  const link = useChatLink();
  const { data: feed = EMPTY_FEED, error, isFetching, refetch } = useFeed(room.id);
  const outgoing = useOutgoing(room.id, feed.messages);
  const people = useMentionable(room.id, feed, outgoing);
  const [opening, onReturn] = useOpening(room);
  const field = useRef<HTMLTextAreaElement>(null);
  const toField = useCallback(() => field.current?.focus(), []);
  const writing = useWriting(room.id, me.id, toField);
  const edits = useEdits(room.id, me.id);
  const jump = useJump(room.id);
  useEffect(() => link.hear(room.id), [link, room.id]);
  useFocusAtOpening(field);

  const { changeDraft } = writing;
  const { actions, complaints, dialog, closeDialog } = useMessageActions({ room, me, edits, changeDraft, toField, jumpTo: jump.jumpTo });
  const rewriteLast = () => {
    const last = lastOwn(feed, me.id);
    if (last === undefined) return;
    // It stands among the newest messages; amid old ones nobody would see what is being rewritten.
    if (feed.excerpt !== null) jump.leave();
    edits.begin(last);
  };
  const isOpen = useWayToOpening({ roomId: room.id, opening, feed, isFetching, isElsewhere: jump.isAsked });
  const isKnown = feed.loaded || feed.excerpt !== null || feed.messages.length > 0 || outgoing.length > 0;
  const list = { feed, outgoing, opening, onReturn, edits, complaints, target: jump.target, foundId: jump.foundId, isLost: jump.error !== null, onLeaveExcerpt: jump.leave };
  return (
    <ActionsProvider value={actions}>
      <div className="flex min-h-0 flex-1 flex-col" style={{ paddingBlockEnd: useKeyboardInset() }}>
        {isOpen && isKnown ? (
          <PeopleProvider value={people}>
            <MessageList
              {...list}
              roomId={room.id}
              roomName={shownRoomName(room.name)}
              meId={me.id}
              isBusy={isFetching}
              written={writing.written}
              onTakeBack={writing.takeBack}
              onEscape={toField}
            />
          </PeopleProvider>
        ) : (
          <NothingRead isFetching={isFetching || !isOpen} error={error} onRetry={() => void refetch()} />
        )}
        <Refusals ofRoom={feed.refusal} ofJump={jump.error} isRetrying={feed.phase === 'retrying'} />
        <TypingLine typists={feed.typing} />
        <WritingPlace
          room={room}
          feed={feed}
          draft={writing.draft}
          fieldRef={field}
          onDraft={changeDraft}
          onSend={writing.send}
          onUp={rewriteLast}
        />
      </div>
      <Announcer messages={feed.messages} meId={me.id} isLoaded={feed.loaded} />
      {dialog !== null && <OpenDialog about={dialog.about} message={findMessage(feed, dialog.message.id) ?? dialog.message} onClose={closeDialog} />}
    </ActionsProvider>
  );
}

/** The dialog about a message, as the message is now. */
function OpenDialog({ about, message, onClose }: MessageDialog & { readonly onClose: () => void }) {
  return about === 'deleting' ? <DeleteDialog message={message} onClose={onClose} /> : <ReactorsDialog message={message} onClose={onClose} />;
}

type RefusalsProps = { readonly ofRoom: string | null; readonly ofJump: Error | null; readonly isRetrying: boolean };

/** What the server would not do, above the field. */
function Refusals({ ofRoom, ofJump, isRetrying }: RefusalsProps) {
  return (
    <div className="px-3 md:px-5">
      <output className="block text-sm text-muted">{isRetrying && "New messages can't be heard at the moment. Trying again…"}</output>
      <ErrorNotice>{ofRoom}</ErrorNotice>
      <ErrorNotice>{ofJump && `That message can't be shown. ${sentenceFor(ofJump)}`}</ErrorNotice>
    </div>
  );
}

/** The last message that one has written, if it is known. */
function lastOwn({ messages }: RoomFeed, meId: number): Message | undefined {
  return messages.findLast((message) => message.user_id === meId && !message.deleted_at);
}

// On a touch screen the keyboard would hide the messages.
function useFocusAtOpening(field: RefObject<HTMLTextAreaElement | null>): void {
  useEffect(() => {
    if (window.matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, [field]);
}

type NothingReadProps = { readonly isFetching: boolean; readonly error: Error | null; readonly onRetry: () => void };

/** In place of messages that could not be read yet. */
function NothingRead({ isFetching, error, onRetry }: NothingReadProps) {
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
