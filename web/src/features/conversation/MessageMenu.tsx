import type { ReactNode } from 'react';
import type { Message } from '~/protocol/types';
import { CopyIcon, PeopleIcon } from '~/ui/icons';
import { EditIcon, ReplyIcon, SmileIcon, TrashIcon } from '~/ui/message-icons';
import { canDelete, canEdit, useActions } from './actions';
import { stepFocus } from './step-focus';

type Props = { readonly message: Message; readonly onReact: () => void; readonly onClose: () => void };

/** Everything that can be done with a message, by name. */
export function MessageMenu({ message, onReact, onClose }: Props) {
  const actions = useActions();
  const then = (act: (message: Message) => void) => () => {
    onClose();
    act(message);
  };
  return (
    <div role="menu" aria-label="Message" tabIndex={-1} className="flex min-w-52 flex-col rounded-xl border border-line bg-surface p-1 shadow-2xl" onKeyDown={stepFocus}>
      <Item icon={<SmileIcon />} shortcut="+" onClick={onReact}>
        Add reaction
      </Item>
      {message.reactions.length > 0 && (
        <Item icon={<PeopleIcon />} shortcut="W" onClick={then(actions.showReactors)}>
          Who reacted
        </Item>
      )}
      <Item icon={<ReplyIcon />} shortcut="R" onClick={then(actions.reply)}>
        Reply
      </Item>
      <Item icon={<CopyIcon />} shortcut="C" onClick={then(actions.copy)}>
        Copy text
      </Item>
      {canEdit(message, actions.meId) && (
        <Item icon={<EditIcon />} shortcut="E" onClick={then(actions.edit)}>
          Edit
        </Item>
      )}
      {canDelete(message, actions) && (
        <Item icon={<TrashIcon />} shortcut="Del" isGrave onClick={then(actions.askDelete)}>
          Delete
        </Item>
      )}
    </div>
  );
}

type ItemProps = {
  readonly icon: ReactNode;
  readonly shortcut: string;
  readonly isGrave?: boolean;
  readonly onClick: () => void;
  readonly children: string;
};

function Item({ icon, shortcut, isGrave = false, onClick, children }: ItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      onClick={onClick}
      className={`flex min-h-11 items-center gap-3 rounded-md px-3 text-start sm:min-h-9 ${isGrave ? 'text-danger hover:bg-danger-soft focus:bg-danger-soft' : 'hover:bg-hover focus:bg-hover'}`}
    >
      {icon}
      <span className="flex-1">{children}</span>
      <kbd aria-hidden="true" className="text-xs text-muted max-sm:hidden">
        {shortcut}
      </kbd>
    </button>
  );
}
