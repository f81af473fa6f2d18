// The outbox on this computer: IndexedDB, shared by all tabs of this browser.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Outgoing } from './outbox';

const NAME = 'rostra';
const STORE = 'outbox';

/** `place` gives the order of writing over all tabs. */
type Row = Outgoing & { readonly owner: number; readonly place?: number };

interface Schema extends DBSchema {
  outbox: { key: number; value: Row; indexes: { owner: number; clientId: string } };
}

export class OutboxDatabase {
  readonly #database: IDBPDatabase<Schema>;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  static async open(): Promise<OutboxDatabase> {
    const database = await openDB<Schema>(NAME, 1, {
      upgrade(fresh) {
        const store = fresh.createObjectStore(STORE, { keyPath: 'place', autoIncrement: true });
        store.createIndex('owner', 'owner');
        store.createIndex('clientId', 'clientId', { unique: true });
      },
      // Another tab wants a newer shape; it shall not wait for this one.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    });
    return new OutboxDatabase(database);
  }

  async ofOwner(owner: number): Promise<Outgoing[]> {
    const rows = await this.#database.getAllFromIndex(STORE, 'owner', owner);
    return rows.toSorted((one, other) => (one.place ?? 0) - (other.place ?? 0)).map(outgoingOf);
  }

  async add(owner: number, sent: Outgoing): Promise<void> {
    await this.#database.add(STORE, { ...sent, owner });
  }

  /** Changes what is there; what another tab has settled meanwhile stays gone. */
  async change(clientId: string, state: Outgoing['state']): Promise<void> {
    const change = this.#database.transaction(STORE, 'readwrite');
    const cursor = await change.store.index('clientId').openCursor(clientId);
    await cursor?.update({ ...cursor.value, state });
    await change.done;
  }

  async remove(clientId: string): Promise<void> {
    const removal = this.#database.transaction(STORE, 'readwrite');
    const place = await removal.store.index('clientId').getKey(clientId);
    if (place !== undefined) await removal.store.delete(place);
    await removal.done;
  }

  close(): void {
    this.#database.close();
  }

  async clear(): Promise<void> {
    await this.#database.clear(STORE);
  }
}

function outgoingOf({ clientId, roomId, content, replyTo, writtenAt, state }: Row): Outgoing {
  return { clientId, roomId, content, replyTo, writtenAt, state };
}
