import { type RefObject, useState } from 'react';
import type { Room } from '~/protocol/types';
import { useChatLink } from '~/realtime/ChatLinkProvider';
import type { Draft } from '~/realtime/drafts';
import { type RoomFeed, findMessage } from '~/realtime/feed';
import { shownRoomName } from '~/ui/room-name';
import { Composer } from './Composer';
import { ReplyBar } from './ReplyBar';
import { usePeople } from './use-people';

type Props = {
  readonly room: Room;
  readonly feed: RoomFeed;
  readonly draft: Draft;
  readonly fieldRef: RefObject<HTMLTextAreaElement | null>;
  readonly onDraft: (change: (draft: Draft) => Draft) => void;
  readonly onSend: (text: string) => void;
  readonly onUp: () => void;
};

/** Below the messages: what is answered, and the field. */
export function WritingPlace({ room, feed, draft, fieldRef, onDraft, onSend, onUp }: Props) {
  const link = useChatLink();
  const [asksNames, setAsksNames] = useState(false);
  const names = usePeople(room.id, feed, asksNames);
  const write = (text: string) => {
    onDraft((present) => ({ ...present, text }));
    if (text.trim() !== '') link.typing(room.id);
  };
  const cancelReply = () => onDraft((present) => ({ ...present, replyTo: null }));
  return (
    <div className="px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] md:px-5 md:pb-4">
      {draft.replyTo !== null && (
        <ReplyBar roomId={room.id} messageId={draft.replyTo} known={findMessage(feed, draft.replyTo)} onCancel={cancelReply} />
      )}
      <Composer
        roomName={shownRoomName(room.name)}
        text={draft.text}
        fieldRef={fieldRef}
        names={names}
        onText={write}
        onAskNames={() => setAsksNames(true)}
        onSend={onSend}
        onUp={onUp}
        onEscape={cancelReply}
      />
    </div>
  );
}
