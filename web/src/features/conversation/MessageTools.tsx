import { useRef } from 'react';
import type { Message } from '~/protocol/types';
import { MoreIcon, ReplyIcon, SmileIcon } from '~/ui/message-icons';
import { useActions } from './actions';
import { EmojiChoice } from './EmojiChoice';
import { Floating } from './Floating';
import { MessageMenu } from './MessageMenu';

/** What is open: the choice of a reaction, or the menu. */
export type Tool = 'react' | 'more';

type Props = { readonly message: Message; readonly open: Tool | null; readonly onOpen: (tool: Tool | null) => void };

/** The bar over a message that is pointed at or has the focus. */
export function MessageTools({ message, open, onOpen }: Props) {
  const actions = useActions();
  const bar = useRef<HTMLDivElement>(null);
  const close = () => onOpen(null);
  return (
    <>
      <div
        ref={bar}
        role="toolbar"
        aria-label={`What to do with the message of ${message.username}`}
        className="absolute end-3 -top-4 flex rounded-lg border border-line bg-raised shadow-md md:end-5"
      >
        <ToolButton label="Add reaction" isOpen={open === 'react'} onClick={() => onOpen('react')}>
          <SmileIcon />
        </ToolButton>
        <ToolButton label="Reply" onClick={() => actions.reply(message)}>
          <ReplyIcon />
        </ToolButton>
        <ToolButton label="More" isOpen={open === 'more'} onClick={() => onOpen('more')}>
          <MoreIcon />
        </ToolButton>
      </div>
      {open !== null && (
        <Floating anchor={bar} onClose={close}>
          {open === 'more' ? (
            <MessageMenu message={message} onReact={() => onOpen('react')} onClose={close} />
          ) : (
            <EmojiChoice
              onClose={close}
              onChoose={(emoji) => {
                close();
                actions.react(message, emoji);
              }}
            />
          )}
        </Floating>
      )}
    </>
  );
}

type ToolButtonProps = {
  readonly label: string;
  readonly isOpen?: boolean;
  readonly onClick: () => void;
  readonly children: React.ReactNode;
};

function ToolButton({ label, isOpen, onClick, children }: ToolButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      aria-expanded={isOpen}
      onClick={onClick}
      className="inline-flex size-9 items-center justify-center rounded-lg text-muted hover:bg-hover hover:text-ink"
    >
      {children}
    </button>
  );
}
