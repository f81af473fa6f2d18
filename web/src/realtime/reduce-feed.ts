// One event of the socket applied to what is known of a room. Pure: time and self come as arguments.
import { isPassing } from '~/protocol/problem';
import type { EventOf, ServerEvent, User } from '~/protocol/types';
import { type RoomFeed, newestVersion } from './feed';
import { type DurableEvent, applyChange } from './apply-change';
import { rejoined } from './merge-history';

/** How long somebody counts as typing after their last keystroke that was told. */
const TYPING_MS = 4000;

export type Onlooker = { readonly meId: number; readonly now: number };

/** The room that `event` is about; null when it is about none or about all. */
export function roomOf(event: ServerEvent): number | null {
  switch (event.type) {
    case 'new_message':
    case 'message_edited':
    case 'message_deleted':
      return event.message.room_id;
    case 'reaction_added':
    case 'reaction_removed':
      return event.reaction.room_id;
    case 'room_updated':
      return event.room.id;
    default:
      return 'room_id' in event ? (event.room_id ?? null) : null;
  }
}

export function reduceFeed(feed: RoomFeed, event: ServerEvent, onlooker: Onlooker): RoomFeed {
  switch (event.type) {
    case 'subscribed':
      return subscribed(feed, event);
    case 'unsubscribed':
      return { ...feed, phase: 'silent', online: [], onlineCount: 0, typing: [] };
    case 'new_message':
      return changed(withoutTypist(feed, event.message.user_id), event, onlooker);
    case 'message_edited':
    case 'message_deleted':
    case 'reaction_added':
    case 'reaction_removed':
    case 'reactions_changed':
      return changed(feed, event, onlooker);
    case 'user_joined':
      return joined(feed, event.user);
    case 'user_left':
      return left(feed, event.user);
    case 'online_count':
      return { ...feed, onlineCount: event.online_count };
    case 'typing_indicator':
      return typing(feed, event.user, onlooker);
    case 'error':
      return refused(feed, event);
    case 'room_updated':
    case 'room_deleted':
    case 'room_activity':
    case 'membership_changed':
    case 'watching':
    case 'pong':
    case 'server_restarting':
      return feed;
    default:
      return unknownEvent(event, feed);
  }
}

function subscribed(feed: RoomFeed, event: EventOf<'subscribed'>): RoomFeed {
  const heard: RoomFeed = {
    ...feed,
    phase: 'live',
    version: event.version,
    epoch: event.epoch,
    online: event.online_users,
    onlineCount: event.online_count,
    refusal: null,
  };
  if (feed.version === null) {
    // History that was read before may lack what happened since; if so it is read again.
    return { ...heard, loaded: feed.loaded && newestVersion(feed.messages) >= event.version };
  }
  // What was read around a message while the line was cut may begin where the replay ended.
  if (event.resume === 'replayed' && event.epoch === feed.epoch) return rejoined(heard);
  return { ...heard, messages: [], loaded: false, olderCursor: null, excerpt: null, resets: feed.resets + 1 };
}

function changed(feed: RoomFeed, event: DurableEvent, { meId }: Onlooker): RoomFeed {
  if (feed.version !== null && event.version <= feed.version) return feed;
  if (feed.phase !== 'live' || feed.version === null) {
    // A replay skips versions, and events of an older subscription may still run ahead of it:
    // only `subscribed` says how far the room is known. Until then each message guards itself.
    return applyChange(feed, event, meId);
  }
  if (event.version > feed.version + 1) return { ...feed, phase: 'gap' };
  return { ...applyChange(feed, event, meId), version: event.version };
}

function joined(feed: RoomFeed, user: User): RoomFeed {
  if (feed.online.some((known) => known.id === user.id)) return feed;
  return { ...feed, online: [...feed.online, user], onlineCount: feed.onlineCount + 1 };
}

function left(feed: RoomFeed, user: User): RoomFeed {
  const online = feed.online.filter((known) => known.id !== user.id);
  if (online.length === feed.online.length) return feed;
  return { ...withoutTypist(feed, user.id), online, onlineCount: Math.max(feed.onlineCount - 1, online.length) };
}

function typing(feed: RoomFeed, user: User, { meId, now }: Onlooker): RoomFeed {
  if (user.id === meId) return feed;
  const others = feed.typing.filter((typist) => typist.user.id !== user.id && typist.until > now);
  return { ...feed, typing: [...others, { user, until: now + TYPING_MS }] };
}

function withoutTypist(feed: RoomFeed, userId: number): RoomFeed {
  if (!feed.typing.some((typist) => typist.user.id === userId)) return feed;
  return { ...feed, typing: feed.typing.filter((typist) => typist.user.id !== userId) };
}

// An error about a room that names no send, while its subscription is under way, refuses that.
function refused(feed: RoomFeed, event: EventOf<'error'>): RoomFeed {
  if (feed.phase !== 'subscribing' || event.client_id) return feed;
  return isPassing(event.code) ? { ...feed, phase: 'retrying' } : { ...feed, phase: 'silent', refusal: event.message };
}

/** A newer server may tell more than this client knows. */
function unknownEvent(_event: never, feed: RoomFeed): RoomFeed {
  return feed;
}
