// The live side of the client: one socket, the rooms heard over it, and what is yet to be sent.
// Events go through the reducers into TanStack Query's cache, which is all that the page reads.
import type { QueryClient } from '@tanstack/react-query';
import { isPassing } from '~/protocol/problem';
import type { ServerEvent } from '~/protocol/types';
import { feedKey, meKey, quoteKey, roomsKey } from './cache-keys';
import { changeFeed, changeRooms, readFeed, readRooms } from './cache';
import { HeardRooms } from './heard-rooms';
import { MessageLimit } from './message-limit';
import { type Outgoing, WAITING } from './outbox';
import { OutboxSender } from './outbox-sender';
import { OutboxStore } from './outbox-store';
import { reduceFeed, roomOf } from './reduce-feed';
import { lacksRoom, lostRoom, markedRead, reduceRooms } from './reduce-rooms';
import { Retries } from './retries';
import { Socket, type SocketOptions, type SocketStatus } from './socket';
import { randomUuid } from './uuid';

/** How the line to the server is; an offline one is tried again at `nextAttempt`. */
export type LinkState = { readonly status: SocketStatus; readonly nextAttempt: number | null };

export type LinkOptions = {
  readonly client: QueryClient;
  readonly open: SocketOptions['open'];
  readonly meId: number;
};

/** The server passes on one in two seconds; asking a little later makes sure that it is not dropped. */
const TYPING_EVERY_MS = 2500;

export class ChatLink {
  readonly outbox: OutboxStore;
  readonly messageLimit = new MessageLimit();
  readonly #client: QueryClient;
  readonly #meId: number;
  readonly #socket: Socket;
  readonly #sender: OutboxSender;
  readonly #heard = new HeardRooms();
  /** What failed over the present socket: to hear a room, to mark it read, or to watch. */
  readonly #retries = new Retries<number | `read ${number}` | 'watch'>();
  readonly #listeners = new Set<() => void>();
  readonly #ears = new Set<(event: ServerEvent) => void>();
  /** Up to where each room was marked read over the present socket. */
  readonly #markedHere = new Map<number, number>();
  #typedAt = 0;
  #isWatching = false;
  #state: LinkState = { status: 'stopped', nextAttempt: null };

  constructor({ client, open, meId }: LinkOptions) {
    this.#client = client;
    this.#meId = meId;
    this.outbox = new OutboxStore(meId);
    this.#sender = new OutboxSender({
      store: this.outbox,
      send: (sent) => this.#post(sent),
      isReady: (roomId) => this.#isReady(roomId),
    });
    this.#socket = new Socket({
      open,
      onEvent: (event) => this.#on(event),
      onStatus: (status, nextAttempt) => this.#onStatus({ status, nextAttempt }),
      onRefused: () => void client.invalidateQueries({ queryKey: meKey }),
    });
  }

  readonly start = (): void => {
    this.#sender.start();
    this.outbox.open();
    // Another tab may have written something that only this one can send.
    this.outbox.onWritten = () => this.#sender.kick();
    this.#socket.start();
  };

  readonly stop = (): void => {
    this.#socket.stop();
    this.#sender.stop();
    this.outbox.close();
  };

  readonly state = (): LinkState => this.#state;

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Calls back on every event of the socket, as it comes; returns how to stop that. */
  readonly onEvent = (ear: (event: ServerEvent) => void): (() => void) => {
    this.#ears.add(ear);
    return () => this.#ears.delete(ear);
  };

  /** Tries at once to connect again. */
  hurry(): void {
    this.#socket.hurry();
  }

  /** Hears `roomId` from now on. */
  hear(roomId: number): void {
    const { isNew, dropped } = this.#heard.add(roomId);
    if (isNew) this.#subscribe(roomId);
    if (dropped !== null) this.#drop(dropped);
  }

  /** Lets go of a room that one has left; what was heard stays, to resume from after coming back. */
  forget(roomId: number): void {
    this.#heard.remove(roomId);
    this.#silence(roomId);
    this.outbox.removeRoom(roomId);
  }

  send(roomId: number, content: string, replyTo: number | null): void {
    const writtenAt = new Date().toISOString();
    this.outbox.add({ clientId: randomUuid(), roomId, content, replyTo, writtenAt, state: WAITING });
    this.#sender.kick();
  }

  retry({ clientId, roomId }: Outgoing): void {
    this.outbox.become(clientId, WAITING);
    if (readFeed(this.#client, roomId).refusal !== null) this.hear(roomId);
    this.#sender.kick();
  }

  typing(roomId: number): void {
    const now = Date.now();
    if (now - this.#typedAt < TYPING_EVERY_MS || readFeed(this.#client, roomId).phase !== 'live') return;
    if (this.#socket.send({ action: 'user_typing', room_id: roomId })) this.#typedAt = now;
  }

  markRead(roomId: number, seq: number): void {
    if (seq <= (this.#markedHere.get(roomId) ?? 0)) return;
    if (!this.#socket.send({ action: 'mark_read', room_id: roomId, seq })) return;
    this.#markedHere.set(roomId, seq);
    changeRooms(this.#client, (rooms) => markedRead(rooms, roomId, seq));
  }

  #on(event: ServerEvent): void {
    this.#sender.hear(event);
    this.messageLimit.hear(event);
    this.#onRoomList(event);
    const roomId = roomOf(event);
    if (event.type === 'error' && !event.client_id && isPassing(event.code)) this.#onTrouble(roomId);
    if (roomId !== null && this.#heard.has(roomId)) this.#onRoom(roomId, event);
    for (const ear of this.#ears) ear(event);
  }

  #onRoomList(event: ServerEvent): void {
    const lost = lostRoom(event);
    if (lost !== null) this.#heard.remove(lost);
    if (event.type === 'watching') this.#watched();
    const lacks = lacksRoom(readRooms(this.#client), event);
    changeRooms(this.#client, (rooms) => reduceRooms(rooms, event));
    // Whatever was told before `watching` was told to nobody: the list is read again after it.
    if (lacks || event.type === 'watching') void this.#client.invalidateQueries({ queryKey: roomsKey });
  }

  #onRoom(roomId: number, event: ServerEvent): void {
    const before = readFeed(this.#client, roomId);
    const after = reduceFeed(before, event, { meId: this.#meId, now: Date.now() });
    if (after === before) return;
    changeFeed(this.#client, roomId, () => after);
    if (after.phase === 'gap') this.#subscribe(roomId);
    if (after.phase === 'retrying' && event.type === 'error') this.#retries.later(roomId, () => this.#subscribeAgain(roomId));
    if (event.type === 'subscribed') this.#onSubscribed(roomId, after.loaded);
    if (event.type === 'message_edited' || event.type === 'message_deleted') {
      void this.#client.invalidateQueries({ queryKey: quoteKey(roomId, event.message.id) });
    }
    if (after.refusal !== null && before.refusal === null) this.#onRefusal(roomId, after.refusal);
  }

  #onSubscribed(roomId: number, isLoaded: boolean): void {
    this.#retries.settle(roomId);
    if (!isLoaded) void this.#client.invalidateQueries({ queryKey: feedKey(roomId) });
    // The replay has shown what had arrived before the line was cut.
    for (const { client_id } of readFeed(this.#client, roomId).messages) if (client_id) this.outbox.remove(client_id);
    this.#sender.kick();
  }

  #onRefusal(roomId: number, why: string): void {
    this.#heard.remove(roomId);
    this.outbox.refuseRoom(roomId, why);
  }

  #onStatus(state: LinkState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
    if (state.status === 'open') return this.#opened();
    this.#sender.cut();
    this.#retries.settleAll();
    for (const roomId of this.#heard.all()) this.#silence(roomId);
  }

  #opened(): void {
    this.#markedHere.clear();
    this.#watch();
    for (const roomId of this.#heard.all()) this.#subscribe(roomId);
    this.#sender.kick();
  }

  #watch(): void {
    this.#isWatching = false;
    this.#socket.send({ action: 'watch' });
  }

  #watchLater(): void {
    if (!this.#isWatching) this.#retries.later('watch', () => this.#watch());
  }

  /** Something that was no message failed; what, is told by what was under way. */
  #onTrouble(roomId: number | null): void {
    if (roomId === null) return this.#watchLater();
    const isMarking = this.#markedHere.has(roomId) && readFeed(this.#client, roomId).phase === 'live';
    if (isMarking) this.#retries.later(`read ${roomId}`, () => this.#markAgain(roomId));
  }

  #markAgain(roomId: number): void {
    const seq = this.#markedHere.get(roomId);
    if (seq !== undefined) this.#socket.send({ action: 'mark_read', room_id: roomId, seq });
  }

  #watched(): void {
    this.#isWatching = true;
    this.#retries.settle('watch');
  }

  #drop(roomId: number): void {
    this.#socket.send({ action: 'unsubscribe', room_id: roomId });
    this.#silence(roomId);
  }

  #silence(roomId: number): void {
    this.#retries.settle(roomId);
    changeFeed(this.#client, roomId, (feed) => (feed.phase === 'silent' ? feed : { ...feed, phase: 'silent', typing: [] }));
  }

  #subscribe(roomId: number): void {
    const { version, epoch } = readFeed(this.#client, roomId);
    const resume = version === null || epoch === null ? {} : { since: version, epoch };
    if (!this.#socket.send({ action: 'subscribe', room_id: roomId, ...resume })) return;
    changeFeed(this.#client, roomId, (feed) => ({ ...feed, phase: 'subscribing', refusal: null }));
  }

  /** A room that was left, or is heard again, is no more subscribed to. */
  #subscribeAgain(roomId: number): void {
    if (this.#heard.has(roomId) && readFeed(this.#client, roomId).phase === 'retrying') this.#subscribe(roomId);
  }

  /** Where a room is heard, what was sent before may come with the replay: that is waited for. */
  #isReady(roomId: number): boolean {
    if (this.#state.status !== 'open') return false;
    return !this.#heard.has(roomId) || readFeed(this.#client, roomId).phase === 'live';
  }

  #post({ roomId, content, clientId, replyTo }: Outgoing): boolean {
    const reply = replyTo === null ? {} : { reply_to: replyTo };
    return this.#socket.send({ action: 'send_message', room_id: roomId, content, client_id: clientId, ...reply });
  }
}
