import { describe, expect, test } from 'vitest';
import { ANN, BOB, messageOf, messagesOf, posted, subscribedAt } from '~/testing/builders';
import { golden, goldenNames } from '~/testing/golden';
import { EMPTY_FEED, type RoomFeed } from './feed';
import { reduceFeed, roomOf } from './reduce-feed';

const NOW = 1_000_000;
const asAnn = { meId: ANN.id, now: NOW };
const asBob = { meId: BOB.id, now: NOW };
const live = (given: Partial<RoomFeed> = {}): RoomFeed => ({ ...EMPTY_FEED, loaded: true, phase: 'live', version: 19, epoch: 'e1', ...given });

const knowing41 = (version: number, given: Partial<RoomFeed> = {}) => {
  const message = { ...golden('new_message').message, version };
  return live({ version, messages: [message], ...given });
};

describe('golden frames', () => {
  test('every frame that the server knows is taken without harm', () => {
    const taken = goldenNames().map((name) => reduceFeed(live(), golden(name as 'pong'), asBob));
    expect(taken.length).toBeGreaterThan(20);
    expect(taken.every((feed) => feed.messages.length <= 1)).toBe(true);
  });

  test('every frame about a room names it', () => {
    const aboutNone = goldenNames().filter((name) => roomOf(golden(name as 'pong')) !== 3);
    expect(aboutNone.toSorted()).toEqual(['pong', 'server_restarting', 'watching']);
  });

  test('a new message is appended and the version moves', () => {
    const { message, version } = golden('new_message');
    expect(reduceFeed(live(), golden('new_message'), asBob)).toEqual(live({ version, messages: [message] }));
  });

  test('an edit changes the text and keeps the reactions', () => {
    const reactions = [{ emoji: '🔥', count: 1, reacted_by_me: true }];
    const reacted = knowing41(20, { messages: [{ ...golden('new_message').message, reactions }] });
    const [message] = reduceFeed(reacted, golden('message_edited'), asBob).messages;
    expect(message).toMatchObject({ content: 'Hello again', version: 21, reactions, reply_to: 40 });
    expect(message?.edited_at).not.toBeNull();
  });

  test('a deletion leaves a tombstone', () => {
    const [message] = reduceFeed(knowing41(23), golden('message_deleted'), asBob).messages;
    expect(message).toMatchObject({ content: '', reactions: [], version: 24 });
    expect(message?.deleted_at).not.toBeNull();
  });

  test('a reaction of mine counts as mine, and goes with the last one', () => {
    const reacted = reduceFeed(knowing41(21), golden('reaction_added'), asBob);
    expect(reacted.messages[0]?.reactions).toEqual([{ emoji: '🔥', count: 1, reacted_by_me: true }]);
    const taken = reduceFeed(reacted, golden('reaction_removed'), asBob);
    expect(taken.messages[0]?.reactions).toEqual([]);
  });

  test('a reaction of somebody else is not mine', () => {
    const { messages } = reduceFeed(knowing41(21), golden('reaction_added'), asAnn);
    expect(messages[0]?.reactions).toEqual([{ emoji: '🔥', count: 1, reacted_by_me: false }]);
  });

  test('all reactions of a message are replaced after some were missed', () => {
    const { messages } = reduceFeed(knowing41(21, { phase: 'subscribing' }), golden('reactions_changed'), asBob);
    expect(messages[0]?.reactions).toEqual([{ emoji: '🔥', count: 2, reacted_by_me: true }]);
  });

  test('people come and go once', () => {
    const there = reduceFeed(live({ online: [ANN], onlineCount: 1 }), golden('user_joined'), asAnn);
    expect(there.online).toEqual([ANN, BOB]);
    expect(reduceFeed(there, golden('user_joined'), asAnn).onlineCount).toBe(2);
    const gone = reduceFeed(there, golden('user_left'), asAnn);
    expect(gone).toMatchObject({ online: [ANN], onlineCount: 1 });
    expect(reduceFeed(gone, golden('user_left'), asAnn).onlineCount).toBe(1);
  });

  test('a room too large to name everybody tells how many', () => {
    expect(reduceFeed(live(), golden('online_count'), asAnn).onlineCount).toBe(731);
  });

  test('somebody types for a while, I never do', () => {
    expect(reduceFeed(live(), golden('typing_indicator'), asAnn).typing).toEqual([{ user: BOB, until: NOW + 4000 }]);
    expect(reduceFeed(live(), golden('typing_indicator'), asBob).typing).toEqual([]);
  });
});

describe('an excerpt', () => {
  const excerpt = { messages: messagesOf(1, 5), olderCursor: null, newerCursor: 'n' };
  const reading = live({ messages: messagesOf(15, 19), excerpt });

  test('hears changes of its messages', () => {
    const event = { ...golden('message_deleted'), version: 20 };
    const changed = reduceFeed(reading, { ...event, message: { ...event.message, id: 103 } }, asAnn);
    expect(changed.excerpt?.messages[2]).toMatchObject({ content: '', version: 20 });
    expect(changed.messages).toBe(reading.messages);
  });

  test('does not take new messages, which are not next to it', () => {
    const heard = reduceFeed(reading, posted(messageOf(20)), asAnn);
    expect(heard.excerpt).toEqual(excerpt);
    expect(heard.messages).toHaveLength(6);
  });

  test('goes with a reset', () => {
    const before = { ...reading, phase: 'subscribing' } as const;
    expect(reduceFeed(before, golden('subscribed.reset'), asAnn).excerpt).toBeNull();
  });
});

test('a change of a message that is not known is counted, for pages on their way', () => {
  const event = { ...golden('message_edited'), version: 20 };
  const feed = reduceFeed(live(), event, asAnn);
  expect(feed).toEqual(live({ version: 20, unplaced: 1 }));
});

describe('subscriptions', () => {
  test('the first one takes the version and asks for history that may be too old', () => {
    const read = { ...EMPTY_FEED, loaded: true, messages: messagesOf(1, 19) };
    expect(reduceFeed(read, golden('subscribed'), asAnn)).toMatchObject({ version: 20, epoch: 'e1', loaded: false });
    const fresh = { ...read, messages: messagesOf(1, 20) };
    expect(reduceFeed(fresh, golden('subscribed'), asAnn)).toMatchObject({ phase: 'live', loaded: true, online: [ANN, BOB] });
  });

  test('a replayed one keeps what is known', () => {
    const before = live({ phase: 'subscribing', messages: messagesOf(1, 19) });
    const after = reduceFeed(before, golden('subscribed.replayed'), asAnn);
    expect(after).toMatchObject({ phase: 'live', version: 20, loaded: true, messages: before.messages });
  });

  test('a reset one throws away what is known', () => {
    const before = live({ phase: 'subscribing', messages: messagesOf(1, 19), olderCursor: 'c' });
    expect(reduceFeed(before, golden('subscribed.reset'), asAnn)).toMatchObject({
      messages: [],
      loaded: false,
      olderCursor: null,
      version: 20,
      resets: 1,
    });
  });

  test('another epoch is a reset, whatever the server calls it', () => {
    const event = subscribedAt(20, { epoch: 'e2', resume: 'replayed' });
    expect(reduceFeed(live({ messages: messagesOf(1, 19) }), event, asAnn)).toMatchObject({ messages: [], epoch: 'e2' });
  });

  test('a refused one says why', () => {
    const event = { type: 'error', message: 'Room not found.', code: 'room_not_found', room_id: 3 } as const;
    expect(reduceFeed(live({ phase: 'subscribing' }), event, asAnn)).toMatchObject({ phase: 'silent', refusal: 'Room not found.' });
    expect(reduceFeed(live(), event, asAnn).refusal).toBeNull();
  });

  test.each(['internal', 'unavailable', 'busy', 'rate_limited'])('one that fails with %s for the moment is to be tried again', (code) => {
    const event = { type: 'error', message: 'Please try again.', code, room_id: 3 } as const;
    expect(reduceFeed(live({ phase: 'subscribing' }), event, asAnn)).toMatchObject({ phase: 'retrying', refusal: null });
    expect(reduceFeed(live(), event, asAnn).phase).toBe('live');
  });
});

describe('order', () => {
  test('what was heard before is dropped', () => {
    const feed = live({ messages: messagesOf(1, 19) });
    expect(reduceFeed(feed, posted(messageOf(19, { content: 'again' })), asAnn).messages).toBe(feed.messages);
  });

  test('a missing version is noticed, and nothing behind it applied', () => {
    const feed = live({ messages: messagesOf(1, 19) });
    const gap = reduceFeed(feed, posted(messageOf(21)), asAnn);
    expect(gap).toEqual({ ...feed, phase: 'gap' });
  });

  test('a replay may skip versions, and only its end moves the version', () => {
    const before = live({ phase: 'subscribing', messages: messagesOf(1, 19) });
    const replayed = reduceFeed(before, posted(messageOf(20, { version: 25 })), asAnn);
    expect(replayed).toMatchObject({ version: 19, phase: 'subscribing' });
    expect(replayed.messages).toHaveLength(20);
    expect(reduceFeed(replayed, subscribedAt(26, { resume: 'replayed' }), asAnn).version).toBe(26);
  });

  test('an event that ran ahead of the replay loses nothing', () => {
    const before = live({ phase: 'gap', messages: messagesOf(1, 19) });
    const early = reduceFeed(before, posted(messageOf(22)), asAnn);
    const late = [20, 21, 22].reduce((feed, seq) => reduceFeed(feed, posted(messageOf(seq)), asAnn), early);
    expect(late.messages.map((message) => message.seq)).toEqual(Array.from({ length: 22 }, (_, index) => index + 1));
  });

  test('a newer server may tell what this client does not know', () => {
    const feed = live();
    expect(reduceFeed(feed, { type: 'fireworks' } as never, asAnn)).toBe(feed);
  });

  test('a message ends the typing of its author', () => {
    const typing = reduceFeed(live(), golden('typing_indicator'), asAnn);
    expect(reduceFeed(typing, posted(messageOf(20)), asAnn).typing).toEqual([]);
  });
});
