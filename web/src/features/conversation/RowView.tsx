import { type ReactNode, memo } from 'react';
import type { Message } from '~/protocol/types';
import type { Outgoing } from '~/realtime/outbox';
import { MessageView } from './MessageView';
import { OutgoingView } from './OutgoingView';
import { dayName, fullTime } from './times';
import type { Edit, Edits } from './use-edits';

type Props = {
  readonly rowKey: string;
  readonly roomId: number;
  readonly message: Message | null;
  readonly sent: Outgoing | null;
  readonly isFollowing: boolean;
  readonly newDay: string | null;
  readonly isFirstUnread: boolean;
  readonly isTabStop: boolean;
  readonly isFound: boolean;
  readonly replyTo: number | null;
  readonly quoted: Message | undefined;
  readonly edits: Edits;
  readonly edit: Edit | undefined;
  readonly complaint: string | undefined;
  readonly onActive: (rowKey: string) => void;
  readonly onTakeBack: (text: string, replyTo: number | null) => void;
};

/** One row: the lines above it, and a message or one on its way. */
export const RowView = memo(function RowView({ message, sent, newDay, isFirstUnread, onTakeBack, ...rest }: Props) {
  return (
    <>
      {newDay !== null && (
        <Line>
          <time dateTime={newDay} title={fullTime(newDay)}>
            {dayName(newDay)}
          </time>
        </Line>
      )}
      {isFirstUnread && <Line isAccented>New messages</Line>}
      {message !== null && <MessageView message={message} {...rest} />}
      {sent !== null && <OutgoingView sent={sent} onTakeBack={onTakeBack} {...rest} />}
    </>
  );
});

function Line({ isAccented = false, children }: { readonly isAccented?: boolean; readonly children: ReactNode }) {
  const color = isAccented ? 'text-accent before:bg-accent after:bg-accent' : 'text-muted before:bg-line after:bg-line';
  return (
    <div
      className={`flex h-8 items-end gap-3 px-3 text-xs leading-4 font-semibold before:mb-2 before:h-px before:flex-1 after:mb-2 after:h-px after:flex-1 md:px-5 ${color}`}
    >
      {children}
    </div>
  );
}
