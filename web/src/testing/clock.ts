// Time that the test moves, and what the browser does behind the scenes given its turn.
import { vi } from 'vitest';

/** Stops the clock; `setImmediate`, by which the fake IndexedDB works, goes on. */
export function fakeClock(): void {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'] });
}

const TURNS = 40;

/** Lets everything that is already under way (promises, IndexedDB, channels between tabs) happen. */
export async function passed(left = TURNS): Promise<void> {
  if (left === 0) return;
  await new Promise((resolve) => setImmediate(resolve));
  await passed(left - 1);
}
