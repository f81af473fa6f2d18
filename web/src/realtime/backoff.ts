// How long to wait before the next attempt.
const FIRST_MS = 500;
const LONGEST_MS = 30_000;

/** Doubles with every failed attempt; half of it is random, so that not all clients come at once. */
export function backoffMs(failures: number, random: () => number = Math.random): number {
  const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures);
  return ceiling / 2 + random() * (ceiling / 2);
}

/** Before asking a server again that is there, but could not do it: between 1 and 30 seconds. */
export function retryMs(failures: number, random: () => number = Math.random): number {
  return backoffMs(failures + 2, random);
}
