// Which rooms are heard in full over the socket: the ones opened last. Of the others `watch` tells enough.
const MOST = 10;

export class HeardRooms {
  /** In the order of last use. */
  readonly #rooms = new Set<number>();

  /** Puts `roomId` at the end; tells the room that had to make place. */
  add(roomId: number): { readonly isNew: boolean; readonly dropped: number | null } {
    const isNew = !this.#rooms.delete(roomId);
    this.#rooms.add(roomId);
    const [eldest] = this.#rooms;
    if (this.#rooms.size <= MOST || eldest === undefined) return { isNew, dropped: null };
    this.#rooms.delete(eldest);
    return { isNew, dropped: eldest };
  }

  has(roomId: number): boolean {
    return this.#rooms.has(roomId);
  }

  remove(roomId: number): void {
    this.#rooms.delete(roomId);
  }

  all(): readonly number[] {
    return [...this.#rooms];
  }
}
