// The rows of a conversation: messages and what is still outgoing, with what has to be drawn above each.
import type { Message } from '~/protocol/types';
import type { Outbox, Outgoing } from '~/realtime/outbox';

type Drawn = {
  /** The same for an outgoing message and what the server makes of it. */
  readonly key: string;
  /** One that follows another of the same person closely goes without their name. */
  readonly isFollowing: boolean;
  /** When the day of this row begins with it, a time of that day. */
  readonly newDay: string | null;
  readonly isFirstUnread: boolean;
};

export type MessageRowOf = Drawn & { readonly kind: 'message'; readonly message: Message };
export type OutgoingRowOf = Drawn & { readonly kind: 'outgoing'; readonly sent: Outgoing };
export type Row = MessageRowOf | OutgoingRowOf;

export type Shown = {
  readonly messages: readonly Message[];
  /** Whether there are older ones, not yet read. */
  readonly hasOlder: boolean;
  readonly outgoing: Outbox;
  readonly meId: number;
  /** The seq before which the line of unread messages stands; null for no line. */
  readonly firstUnread: number | null;
};

const FOLLOWS_WITHIN_MS = 5 * 60_000;

type Before = { readonly userId: number; readonly at: string };

export function rowsOf({ messages, hasOlder, outgoing, meId, firstUnread }: Shown): readonly Row[] {
  const rows: Row[] = messages.map((message, index) => messageRow(message, messages[index - 1], firstUnread));
  // How a message is drawn depends on the one before it: without that it waits, and nothing changes later.
  if (hasOlder) rows.shift();
  const last = messages.at(-1);
  let before: Before | null = last === undefined ? null : { userId: last.user_id, at: last.created_at };
  for (const sent of outgoing) {
    rows.push(outgoingRow(sent, before, meId));
    before = { userId: meId, at: sent.writtenAt };
  }
  return rows;
}

function messageRow(message: Message, before: Message | undefined, firstUnread: number | null): MessageRowOf {
  const isNewDay = before === undefined || dayOf(before.created_at) !== dayOf(message.created_at);
  const isFirstUnread = message.seq === firstUnread;
  const follows =
    before !== undefined &&
    before.user_id === message.user_id &&
    message.reply_to === null &&
    timeOf(message.created_at) - timeOf(before.created_at) < FOLLOWS_WITHIN_MS;
  return {
    kind: 'message',
    key: message.client_id ?? String(message.id),
    message,
    isFollowing: follows && !isNewDay && !isFirstUnread,
    newDay: isNewDay ? message.created_at : null,
    isFirstUnread,
  };
}

function outgoingRow(sent: Outgoing, before: Before | null, meId: number): OutgoingRowOf {
  const isNewDay = before === null || dayOf(before.at) !== dayOf(sent.writtenAt);
  const isClose = before?.userId === meId && timeOf(sent.writtenAt) - timeOf(before.at) < FOLLOWS_WITHIN_MS;
  return {
    kind: 'outgoing',
    key: sent.clientId,
    sent,
    isFollowing: isClose && !isNewDay && sent.replyTo === null,
    newDay: isNewDay ? sent.writtenAt : null,
    isFirstUnread: false,
  };
}

/** Reading times is the costly part of drawing up thousands of rows, and they never change. */
const days = new Map<string, string>();
const times = new Map<string, number>();

function timeOf(at: string): number {
  return remembered(times, at, Date.parse);
}

function dayOf(at: string): string {
  return remembered(days, at, (time) => new Date(time).toDateString());
}

const MOST_REMEMBERED = 50_000;

function remembered<Value>(known: Map<string, Value>, at: string, read: (at: string) => Value): Value {
  const value = known.get(at) ?? read(at);
  if (known.size > MOST_REMEMBERED) known.clear();
  known.set(at, value);
  return value;
}

const LINE_PX = 24;
const CHARACTERS_PER_LINE = 70;

/** About how high a row will be, before it is drawn. */
export function guessHeight(row: Row): number {
  const text = row.kind === 'message' ? row.message.content : row.sent.content;
  const breaks = text.split('\n').length - 1;
  const lines = 1 + breaks + Math.floor(text.length / CHARACTERS_PER_LINE);
  const reactions = row.kind === 'message' && row.message.reactions.length > 0 ? 36 : 0;
  return lines * LINE_PX + 4 + (row.isFollowing ? 0 : 36) + (row.newDay === null ? 0 : 40) + (row.isFirstUnread ? 32 : 0) + reactions;
}

/** The seq of the row at `index`, or of the nearest message above it; 0 above all. */
export function seqAt(rows: readonly Row[], index: number): number {
  const row = rows[index];
  if (row === undefined) return 0;
  // Only the few that are outgoing have none, and they stand last.
  return row.kind === 'message' ? row.message.seq : seqAt(rows, index - 1);
}
