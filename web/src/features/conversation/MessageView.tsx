import { type FocusEvent, type KeyboardEvent, useState } from 'react';
import type { Message } from '~/protocol/types';
import { Avatar } from '~/ui/Avatar';
import { ErrorNotice } from '~/ui/Notice';
import { areLettersOn } from '~/ui/short-cuts';
import { type Actions, canDelete, canEdit, useActions } from './actions';
import { Byline, ShortTime } from './Byline';
import { EditForm } from './EditForm';
import { MessageBody } from './MessageBody';
import { MessageTools, type Tool } from './MessageTools';
import { Quote } from './Quote';
import { Reactions } from './Reactions';
import { clockTime } from './times';
import type { Edit, Edits } from './use-edits';

type Props = {
  readonly rowKey: string;
  readonly roomId: number;
  readonly message: Message;
  readonly isFollowing: boolean;
  readonly isTabStop: boolean;
  readonly isFound: boolean;
  readonly replyTo: number | null;
  readonly quoted: Message | undefined;
  readonly edits: Edits;
  readonly edit: Edit | undefined;
  readonly complaint: string | undefined;
  readonly onActive: (rowKey: string) => void;
};

/** A message that the server has, and what can be done with it. */
export function MessageView(props: Props) {
  const { rowKey, roomId, message, isFollowing, isTabStop, isFound, replyTo, quoted, edits, edit, complaint, onActive } = props;
  const actions = useActions();
  const [isPointedAt, setIsPointedAt] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const [tool, setTool] = useState<Tool | null>(null);
  const isDeleted = Boolean(message.deleted_at);
  const hasTools = (isPointedAt || hasFocus || tool !== null) && !isDeleted && edit === undefined;
  const onFocus = (event: FocusEvent) => {
    setHasFocus(true);
    if (event.target === event.currentTarget) onActive(rowKey);
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- its actions are in the toolbar too
    <article
      data-row={rowKey}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys go from message to message
      tabIndex={isTabStop ? 0 : -1}
      aria-label={`${message.username}, ${clockTime(message.created_at)}: ${isDeleted ? 'deleted' : message.content}`}
      onFocus={onFocus}
      onBlur={(event) => setHasFocus(event.currentTarget.contains(event.relatedTarget))}
      // Not only when it comes: a dialog may have been between.
      onPointerMove={(event) => setIsPointedAt(event.pointerType === 'mouse')}
      onPointerLeave={() => setIsPointedAt(false)}
      onKeyDown={(event) => onShortcut(event, message, actions, setTool)}
      className={`group relative grid grid-cols-[2.25rem_minmax(0,1fr)] gap-x-3 px-3 py-0.5 hover:bg-hover/60 focus-visible:-outline-offset-2 md:px-5 ${isFollowing ? '' : 'mt-3'} ${isFound ? 'animate-found' : ''}`}
    >
      {isFollowing ? <ShortTime at={message.created_at} /> : <Avatar userId={message.user_id} name={message.username} />}
      <div className="min-w-0">
        {!isFollowing && <Byline userId={message.user_id} name={message.username} at={message.created_at} />}
        {replyTo !== null && !isDeleted && <Quote roomId={roomId} messageId={replyTo} known={quoted} />}
        {edit !== undefined && !edit.isSaving ? (
          <EditForm message={message} edit={edit} edits={edits} />
        ) : (
          <MessageBody message={message} saving={edit?.text} />
        )}
        {message.reactions.length > 0 && <Reactions message={message} />}
        <ErrorNotice>{complaint}</ErrorNotice>
      </div>
      {hasTools && <MessageTools message={message} open={tool} onOpen={setTool} />}
    </article>
  );
}

function onShortcut(event: KeyboardEvent, message: Message, actions: Actions, open: (tool: Tool) => void): void {
  if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey || message.deleted_at) return;
  // Some people turn single letters off.
  if (event.key.length === 1 && !areLettersOn()) return;
  const act = actOf(event.key, message, actions, open);
  if (act === null) return;
  event.preventDefault();
  act();
}

function actOf(key: string, message: Message, actions: Actions, open: (tool: Tool) => void): (() => void) | null {
  switch (key) {
    case 'Enter':
    case 'ContextMenu':
      return () => open('more');
    case '+':
      return () => open('react');
    case 'w':
      return message.reactions.length > 0 ? () => actions.showReactors(message) : null;
    case 'r':
      return () => actions.reply(message);
    case 'c':
      return () => actions.copy(message);
    case 'e':
      return canEdit(message, actions.meId) ? () => actions.edit(message) : null;
    case 'Delete':
      return canDelete(message, actions) ? () => actions.askDelete(message) : null;
    default:
      return null;
  }
}
