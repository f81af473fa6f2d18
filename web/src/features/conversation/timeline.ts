// The rows of a conversation: messages, with a line where the day changes and where the unread begin.
import type { Message } from '~/protocol/types';

export type Row =
  | { readonly kind: 'day'; readonly key: string; readonly at: string }
  | { readonly kind: 'unread'; readonly key: string }
  /** A message that follows one of the same person closely goes without their name. */
  | { readonly kind: 'message'; readonly key: string; readonly message: Message; readonly isFollowing: boolean };

const FOLLOWS_WITHIN_MS = 5 * 60_000;

/** `firstUnread` is the seq before which the line stands; null for no line. */
export function timeline(messages: readonly Message[], firstUnread: number | null): readonly Row[] {
  return messages.flatMap((message, index) => rowsOf(message, messages[index - 1], firstUnread));
}

function rowsOf(message: Message, before: Message | undefined, firstUnread: number | null): readonly Row[] {
  const rows: Row[] = [];
  const isNewDay = before === undefined || dayOf(before) !== dayOf(message);
  const isFirstUnread = message.seq === firstUnread;
  if (isNewDay) rows.push({ kind: 'day', key: `day-${message.id}`, at: message.created_at });
  if (isFirstUnread) rows.push({ kind: 'unread', key: 'unread' });
  const isFollowing = !isNewDay && !isFirstUnread && follows(message, before);
  rows.push({ kind: 'message', key: String(message.id), message, isFollowing });
  return rows;
}

function follows(message: Message, before: Message): boolean {
  const gap = Date.parse(message.created_at) - Date.parse(before.created_at);
  return before.user_id === message.user_id && gap < FOLLOWS_WITHIN_MS && message.reply_to === null;
}

function dayOf(message: Message): string {
  return new Date(message.created_at).toDateString();
}
