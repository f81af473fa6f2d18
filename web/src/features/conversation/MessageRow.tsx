import { memo } from 'react';
import type { Message } from '~/protocol/types';
import { Avatar } from '~/ui/Avatar';
import { personText } from '~/ui/person-color';
import { RichText } from './RichText';
import { clockTime, fullTime } from './times';

type Props = { readonly message: Message; readonly isFollowing: boolean };

export const MessageRow = memo(function MessageRow({ message, isFollowing }: Props) {
  return (
    <li className={`group grid grid-cols-[2.25rem_1fr] gap-x-3 px-3 py-0.5 hover:bg-hover/60 md:px-5 ${isFollowing ? '' : 'mt-3'}`}>
      {isFollowing ? <ShortTime at={message.created_at} /> : <Avatar userId={message.user_id} name={message.username} />}
      <div className="min-w-0">
        {isFollowing ? <span className="sr-only">{message.username}: </span> : <Byline message={message} />}
        <Body message={message} />
        <Reactions message={message} />
      </div>
    </li>
  );
});

function Byline({ message }: { readonly message: Message }) {
  return (
    <p className="flex items-baseline gap-2">
      <span className={`truncate font-semibold ${personText(message.user_id)}`}>{message.username}</span>
      <time dateTime={message.created_at} title={fullTime(message.created_at)} className="shrink-0 text-xs text-muted">
        {clockTime(message.created_at)}
      </time>
    </p>
  );
}

function ShortTime({ at }: { readonly at: string }) {
  return (
    <time
      dateTime={at}
      title={fullTime(at)}
      className="pt-1.5 text-end text-[0.625rem] whitespace-nowrap text-muted opacity-0 group-hover:opacity-100"
    >
      {clockTime(at)}
    </time>
  );
}

function Body({ message }: { readonly message: Message }) {
  if (message.deleted_at) return <p className="text-muted italic">This message was deleted.</p>;
  return (
    <p className="break-words whitespace-pre-wrap">
      <RichText text={message.content} />
      {message.edited_at && (
        <span title={fullTime(message.edited_at)} className="ms-1.5 text-xs text-muted">
          (edited)
        </span>
      )}
    </p>
  );
}

function Reactions({ message }: { readonly message: Message }) {
  if (message.reactions.length === 0) return null;
  return (
    <ul aria-label="Reactions" className="flex flex-wrap gap-1 pt-1">
      {message.reactions.map(({ emoji, count, reacted_by_me }) => (
        <li
          key={emoji}
          className={`rounded-full border px-2 py-0.5 text-sm ${reacted_by_me ? 'border-accent bg-accent-soft' : 'border-line bg-raised'}`}
        >
          {emoji} <span className="tabular-nums">{count}</span>
        </li>
      ))}
    </ul>
  );
}
