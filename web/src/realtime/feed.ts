// What the client knows of one opened room: its messages, who is there, and up to where it heard.
import type { Message, User } from '~/protocol/types';

/**
 * How the room is heard: not at all, catching up since `subscribe` was sent, live, live with a version
 * missing, which asks for another `subscribe`, or not at the moment, which asks for one in a while.
 */
export type Phase = 'silent' | 'subscribing' | 'live' | 'gap' | 'retrying';

export type Typist = { readonly user: User; readonly until: number };

/** A part of the past that does not reach the newest messages: what surrounds a message jumped to. */
export type Excerpt = {
  /** By `seq`, without holes. */
  readonly messages: readonly Message[];
  readonly olderCursor: string | null;
  /** Where newer messages continue; null when there were none as it was read. */
  readonly newerCursor: string | null;
};

export type RoomFeed = {
  /** The newest messages, by `seq`, without holes. */
  readonly messages: readonly Message[];
  /** Whether the newest page of history is among the messages. */
  readonly loaded: boolean;
  /** Where older messages continue; null at the first message of the room. */
  readonly olderCursor: string | null;
  /** Shown in place of the newest messages until the two meet. */
  readonly excerpt: Excerpt | null;
  /** The last change of the room that was applied; null before the first subscription. */
  readonly version: number | null;
  readonly epoch: string | null;
  readonly phase: Phase;
  /** How often the messages were thrown away, so that a page asked for earlier is not added. */
  readonly resets: number;
  /** How many changes were about messages not known here; a page asked for earlier may lack them. */
  readonly unplaced: number;
  readonly online: readonly User[];
  readonly onlineCount: number;
  readonly typing: readonly Typist[];
  /** Why the room can't be heard, in a sentence for people. */
  readonly refusal: string | null;
};

export const EMPTY_FEED: RoomFeed = {
  messages: [],
  loaded: false,
  olderCursor: null,
  excerpt: null,
  version: null,
  epoch: null,
  phase: 'silent',
  resets: 0,
  unplaced: 0,
  online: [],
  onlineCount: 0,
  typing: [],
  refusal: null,
};

/** The newest change that `messages` show. */
export function newestVersion(messages: readonly Message[]): number {
  return messages.reduce((newest, message) => Math.max(newest, message.version), 0);
}

/** The message `id`, wherever in the feed it is known. */
export function findMessage({ messages, excerpt }: RoomFeed, id: number): Message | undefined {
  return messages.findLast((message) => message.id === id) ?? excerpt?.messages.find((message) => message.id === id);
}

/** Changes the known message `id` wherever it stands; the same feed if it is unknown or stays as it is. */
export function editMessage(feed: RoomFeed, id: number, edit: (message: Message) => Message): RoomFeed {
  const messages = editIn(feed.messages, id, edit);
  const excerpt = feed.excerpt && editExcerpt(feed.excerpt, id, edit);
  return messages === feed.messages && excerpt === feed.excerpt ? feed : { ...feed, messages, excerpt };
}

function editExcerpt(excerpt: Excerpt, id: number, edit: (message: Message) => Message): Excerpt {
  const messages = editIn(excerpt.messages, id, edit);
  return messages === excerpt.messages ? excerpt : { ...excerpt, messages };
}

function editIn(messages: readonly Message[], id: number, edit: (message: Message) => Message): readonly Message[] {
  // Changes are mostly about recent messages.
  const index = messages.findLastIndex((known) => known.id === id);
  const known = messages[index];
  if (known === undefined) return messages;
  const edited = edit(known);
  return edited === known ? messages : messages.with(index, edited);
}
