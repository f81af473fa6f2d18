// One person's outbox as this tab shows it: changed at once, written behind, and the same in all tabs.
import type { Outbox, Outgoing, OutgoingState } from './outbox';
import { OutboxDatabase } from './outbox-database';

const CHANNEL = 'rostra.outbox';

export class OutboxStore {
  /** Called when this or another tab has written something. */
  onWritten: () => void = () => {};
  readonly #owner: number;
  readonly #listeners = new Set<() => void>();
  #channel: BroadcastChannel | null = null;
  /** Null without a database (some private windows forbid it): then the outbox lives as long as the page. */
  #database: Promise<OutboxDatabase | null> = Promise.resolve(null);
  #shown: Outbox = [];
  /** Changes are written one after the other. */
  #lastWrite: Promise<unknown> = Promise.resolve();
  #unwritten = 0;

  constructor(owner: number) {
    this.#owner = owner;
  }

  open(): void {
    this.#channel = new BroadcastChannel(CHANNEL);
    this.#channel.addEventListener('message', () => void this.#readAgain().then(() => this.onWritten()));
    this.#database = OutboxDatabase.open().catch(() => null);
    void this.#readAgain().then(() => this.onWritten());
  }

  close(): void {
    this.#channel?.close();
    this.#channel = null;
    const database = this.#database;
    void this.#lastWrite.then(() => database).then((opened) => opened?.close());
  }

  readonly shown = (): Outbox => this.#shown;

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Everything, once all that this and other tabs have written is known. */
  async settled(): Promise<Outbox> {
    await this.#lastWrite;
    await this.#readAgain();
    return this.#shown;
  }

  add(sent: Outgoing): void {
    this.#show([...this.#shown, sent]);
    this.#write((database) => database.add(this.#owner, sent));
  }

  remove(clientId: string): void {
    if (!this.#shown.some((sent) => sent.clientId === clientId)) return;
    this.#show(this.#shown.filter((sent) => sent.clientId !== clientId));
    this.#write((database) => database.remove(clientId));
  }

  become(clientId: string, state: OutgoingState): void {
    this.#show(this.#shown.map((sent) => (sent.clientId === clientId ? { ...sent, state } : sent)));
    this.#write((database) => database.change(clientId, state));
  }

  removeRoom(roomId: number): void {
    for (const sent of this.#shown) if (sent.roomId === roomId) this.remove(sent.clientId);
  }

  refuseRoom(roomId: number, why: string): void {
    for (const sent of this.#shown) if (sent.roomId === roomId) this.become(sent.clientId, { kind: 'refused', why });
  }

  #write(change: (database: OutboxDatabase) => Promise<void>): void {
    this.#unwritten += 1;
    this.#lastWrite = this.#lastWrite
      .then(() => this.#database)
      .then((database) => database && change(database))
      // A full disk: what is shown stays as long as the page.
      .catch(() => undefined)
      .finally(() => {
        this.#unwritten -= 1;
        if (this.#channel) tellTabs(this.#channel);
      });
  }

  /** Shows what is written, unless changes of this tab are not: then their writing leads here again. */
  async #readAgain(): Promise<void> {
    const database = await this.#database;
    if (database === null || this.#unwritten > 0) return;
    const written = await database.ofOwner(this.#owner).catch(() => null);
    if (written === null || this.#unwritten > 0) return;
    if (JSON.stringify(written) !== JSON.stringify(this.#shown)) this.#show(written);
  }

  #show(outbox: Outbox): void {
    this.#shown = outbox;
    for (const listener of this.#listeners) listener();
  }
}

/** Throws away what is unsent, of everybody who used this browser. */
export async function forgetOutboxes(): Promise<void> {
  const database = await OutboxDatabase.open().catch(() => null);
  await database?.clear().catch(() => undefined);
  database?.close();
  const channel = new BroadcastChannel(CHANNEL);
  tellTabs(channel);
  channel.close();
}

/** That something was written; the others read it for themselves. */
function tellTabs(channel: BroadcastChannel): void {
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has no such argument
  channel.postMessage('written');
}
