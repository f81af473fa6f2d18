// The live side of the client: one socket, the rooms heard over it, and what is yet to be sent.
// Events go through the reducers into TanStack Query's cache, which is all that the page reads.
import type { QueryClient } from '@tanstack/react-query';
import { openSocket } from '~/protocol/frames';
import type { ServerEvent } from '~/protocol/types';
import { feedKey, meKey, roomsKey } from './cache-keys';
import { changeFeed, changeRooms, readFeed, readRooms } from './cache';
import { HeardRooms } from './heard-rooms';
import { type Outbox, delivered, discarded, failed, reduceOutbox, retried } from './outbox';
import { readOutbox, writeOutbox } from './outbox-storage';
import { reduceFeed, roomOf } from './reduce-feed';
import { lacksRoom, lostRoom, markedRead, reduceRooms } from './reduce-rooms';
import { Socket, type SocketStatus } from './socket';
import { randomUuid } from './uuid';

export type LinkState = { readonly status: SocketStatus; readonly outbox: Outbox };

export type LinkOptions = {
  readonly client: QueryClient;
  readonly token: string;
  readonly meId: number;
};

/** The server passes on one in two seconds; asking a little later makes sure that it is not dropped. */
const TYPING_EVERY_MS = 2500;

export class ChatLink {
  readonly #client: QueryClient;
  readonly #meId: number;
  readonly #socket: Socket;
  readonly #heard = new HeardRooms();
  readonly #listeners = new Set<() => void>();
  readonly #ears = new Set<(event: ServerEvent) => void>();
  /** What went over the present socket and needs no second sending on it. */
  readonly #sentHere = new Set<string>();
  readonly #markedHere = new Map<number, number>();
  #typedAt = 0;
  #state: LinkState;

  constructor({ client, token, meId }: LinkOptions) {
    this.#client = client;
    this.#meId = meId;
    this.#state = { status: 'stopped', outbox: readOutbox(meId) };
    this.#socket = new Socket({
      open: () => openSocket(token),
      onEvent: (event) => this.#on(event),
      onStatus: (status) => this.#onStatus(status),
      onRefused: () => void client.invalidateQueries({ queryKey: meKey }),
    });
  }

  readonly start = (): void => {
    for (const sent of this.#state.outbox) this.#heard.add(sent.roomId);
    this.#socket.start();
  };

  readonly stop = (): void => this.#socket.stop();

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

  /** Hears `roomId` from now on. */
  hear(roomId: number): void {
    const { isNew, dropped } = this.#heard.add(roomId);
    if (isNew) this.#subscribe(roomId);
    if (dropped !== null) this.#socket.send({ action: 'unsubscribe', room_id: dropped });
  }

  /** Lets go of a room that one has left; what was heard stays, to resume from after coming back. */
  forget(roomId: number): void {
    this.#heard.remove(roomId);
    this.#setOutbox(this.#state.outbox.filter((sent) => sent.roomId !== roomId));
  }

  send(roomId: number, content: string): void {
    const clientId = randomUuid();
    const writtenAt = new Date().toISOString();
    this.#setOutbox([...this.#state.outbox, { clientId, roomId, content, writtenAt, error: null }]);
    this.hear(roomId);
    this.#flush(roomId);
  }

  retry(clientId: string): void {
    const sent = this.#state.outbox.find((entry) => entry.clientId === clientId);
    if (sent === undefined) return;
    this.#sentHere.delete(clientId);
    this.#setOutbox(retried(this.#state.outbox, clientId));
    if (readFeed(this.#client, sent.roomId).phase === 'silent') this.#subscribe(sent.roomId);
    this.#flush(sent.roomId);
  }

  discard(clientId: string): void {
    this.#setOutbox(discarded(this.#state.outbox, clientId));
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
    changeRooms(this.#client, (rooms) => markedRead(rooms, roomId));
  }

  #on(event: ServerEvent): void {
    this.#setOutbox(reduceOutbox(this.#state.outbox, event));
    this.#onRoomList(event);
    const roomId = roomOf(event);
    if (roomId !== null) this.#onRoom(roomId, event);
    for (const ear of this.#ears) ear(event);
  }

  #onRoomList(event: ServerEvent): void {
    const lost = lostRoom(event);
    if (lost !== null) this.#heard.remove(lost);
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
    if (event.type === 'subscribed') this.#onSubscribed(roomId, after.loaded);
    if (after.refusal !== null && before.refusal === null) this.#onRefusal(roomId, after.refusal);
  }

  #onSubscribed(roomId: number, isLoaded: boolean): void {
    if (!isLoaded) void this.#client.invalidateQueries({ queryKey: feedKey(roomId) });
    this.#flush(roomId);
  }

  #onRefusal(roomId: number, refusal: string): void {
    this.#heard.remove(roomId);
    this.#setOutbox(failed(this.#state.outbox, (sent) => sent.roomId === roomId, refusal));
  }

  #onStatus(status: SocketStatus): void {
    this.#setState({ ...this.#state, status });
    if (status === 'open') this.#opened();
    else for (const roomId of this.#heard.all()) this.#silence(roomId);
  }

  #opened(): void {
    this.#sentHere.clear();
    this.#markedHere.clear();
    this.#socket.send({ action: 'watch' });
    for (const roomId of this.#heard.all()) this.#subscribe(roomId);
  }

  #silence(roomId: number): void {
    changeFeed(this.#client, roomId, (feed) => (feed.phase === 'silent' ? feed : { ...feed, phase: 'silent', typing: [] }));
  }

  #subscribe(roomId: number): void {
    const { version, epoch } = readFeed(this.#client, roomId);
    const resume = version === null || epoch === null ? {} : { since: version, epoch };
    if (!this.#socket.send({ action: 'subscribe', room_id: roomId, ...resume })) return;
    changeFeed(this.#client, roomId, (feed) => ({ ...feed, phase: 'subscribing', refusal: null }));
  }

  /** Sends what waits, once the replay has shown which of it had arrived before. */
  #flush(roomId: number): void {
    const feed = readFeed(this.#client, roomId);
    if (feed.phase !== 'live') return;
    this.#setOutbox(delivered(this.#state.outbox, feed.messages));
    for (const { clientId, content, error, roomId: room } of this.#state.outbox) {
      if (room !== roomId || error !== null || this.#sentHere.has(clientId)) continue;
      if (!this.#socket.send({ action: 'send_message', room_id: room, content, client_id: clientId })) return;
      this.#sentHere.add(clientId);
    }
  }

  #setOutbox(outbox: Outbox): void {
    if (outbox === this.#state.outbox) return;
    writeOutbox(this.#meId, outbox);
    this.#setState({ ...this.#state, outbox });
  }

  #setState(state: LinkState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}
