import type { Message } from '~/protocol/types';
import { Name } from '~/ui/Name';
import { personText } from '~/ui/person-color';
import { shownRoomName } from '~/ui/room-name';
import { highlight } from './highlight';

type Props = {
  readonly message: Message;
  readonly words: string;
  /** Named only where messages of several rooms are shown. */
  readonly room: string | null;
  readonly onJump: (message: Message) => void;
};

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export function FoundMessage({ message, words, room, onJump }: Props) {
  return (
    <li>
      <button
        type="button"
        onClick={() => onJump(message)}
        className="flex w-full flex-col gap-0.5 rounded-lg px-3 py-2 text-start hover:bg-hover focus-visible:-outline-offset-2"
      >
        <span className="flex w-full items-baseline gap-2 text-sm">
          <Name className={`font-semibold ${personText(message.user_id)}`}>{message.username}</Name>
          {room !== null && (
            <span className="flex min-w-0 text-muted">
              in&nbsp;
              <Name>{shownRoomName(room)}</Name>
            </span>
          )}
        </span>
        <span dir="auto" className="line-clamp-4 w-full text-sm [overflow-wrap:anywhere]">
          {highlight(message.content, words).map((piece, index) =>
            piece.isHit ? (
              // oxlint-disable-next-line react/no-array-index-key -- parts of a text never change places
              <mark key={index} className="rounded bg-accent-soft font-semibold text-ink">
                {piece.text}
              </mark>
            ) : (
              piece.text
            ),
          )}
        </span>
        <time dateTime={message.created_at} className="text-xs text-muted">
          {TIME.format(new Date(message.created_at))}
        </time>
      </button>
    </li>
  );
}
