// What the server could not do at the moment is asked for again, later each time that it fails.
import { retryMs } from './backoff';

type Retry = { readonly failures: number; readonly timer: ReturnType<typeof setTimeout> };

export class Retries<Wish> {
  readonly #retries = new Map<Wish, Retry>();

  /** Calls `ask` after a pause that grows with every call for the same `wish`. */
  later(wish: Wish, ask: () => void): void {
    const before = this.#retries.get(wish);
    clearTimeout(before?.timer);
    const failures = before?.failures ?? 0;
    this.#retries.set(wish, { failures: failures + 1, timer: setTimeout(ask, retryMs(failures)) });
  }

  /** It was done, or is not wanted any more. */
  settle(wish: Wish): void {
    clearTimeout(this.#retries.get(wish)?.timer);
    this.#retries.delete(wish);
  }

  settleAll(): void {
    for (const wish of this.#retries.keys()) this.settle(wish);
  }
}
