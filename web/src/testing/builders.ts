// Things of the wire, complete, with what matters to a test given by it.
import type { Account, EventOf, Message, Room } from '~/protocol/types';

export const ANN = { id: 7, username: 'Ann' };
export const BOB = { id: 8, username: 'Bob' };
export const GARDEN = 3;

/** Ann's own profile. */
export const ANNS_ACCOUNT: Account = {
  ...ANN,
  email: 'ann@example.org',
  created_at: '2026-01-31T12:00:00.000000Z',
  display_name: null,
  avatar_url: null,
  bio: null,
  status: 'online',
  is_admin: false,
};

export function messageOf(seq: number, given: Partial<Message> = {}): Message {
  return {
    id: 100 + seq,
    room_id: GARDEN,
    seq,
    version: seq,
    user_id: BOB.id,
    username: BOB.username,
    content: `message ${seq}`,
    created_at: `2026-01-31T12:${String(seq % 60).padStart(2, '0')}:00.000000Z`,
    edited_at: null,
    deleted_at: null,
    reply_to: null,
    reactions: [],
    attachments: [],
    ...given,
  };
}

/** Messages `from` to `to`, oldest first. */
export function messagesOf(from: number, to: number): Message[] {
  return Array.from({ length: to - from + 1 }, (_, index) => messageOf(from + index));
}

export function roomOf(given: Partial<Room> = {}): Room {
  return {
    id: GARDEN,
    name: 'Garden',
    description: 'Plants and people',
    kind: 'public',
    created_by: ANN.id,
    created_at: '2026-01-31T12:00:00.000000Z',
    member_count: 2,
    last_read_at: '2026-01-31T12:00:00.000000Z',
    unread_count: 0,
    last_seq: 0,
    version: 0,
    ...given,
  };
}

export function posted(message: Message): EventOf<'new_message'> {
  return { type: 'new_message', version: message.version, message };
}

export function subscribedAt(version: number, given: Partial<EventOf<'subscribed'>> = {}): EventOf<'subscribed'> {
  return {
    type: 'subscribed',
    room_id: GARDEN,
    online_users: [ANN, BOB],
    online_count: 2,
    version,
    last_seq: version,
    epoch: 'e1',
    ...given,
  };
}
