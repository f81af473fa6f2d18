// What the client knows of one opened room: its messages, who is there, and up to where it heard.
import type { Message, User } from '~/protocol/types';

/**
 * How the room is heard: not at all, catching up since `subscribe` was sent, live, or live with
 * a version missing, which asks for another `subscribe`.
 */
export type Phase = 'silent' | 'subscribing' | 'live' | 'gap';

export type Typist = { readonly user: User; readonly until: number };

export type RoomFeed = {
  /** By `seq`, without holes. */
  readonly messages: readonly Message[];
  /** Whether the newest page of history is among the messages. */
  readonly loaded: boolean;
  /** Where older messages continue; null at the first message of the room. */
  readonly olderCursor: string | null;
  /** The last change of the room that was applied; null before the first subscription. */
  readonly version: number | null;
  readonly epoch: string | null;
  readonly phase: Phase;
  /** How often the messages were thrown away, so that a page asked for earlier is not added. */
  readonly resets: number;
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
  version: null,
  epoch: null,
  phase: 'silent',
  resets: 0,
  online: [],
  onlineCount: 0,
  typing: [],
  refusal: null,
};

/** The newest change that `messages` show. */
export function newestVersion(messages: readonly Message[]): number {
  return messages.reduce((newest, message) => Math.max(newest, message.version), 0);
}
