// Named checks that run one after another and are counted.
export class Checks {
  #passed = 0;
  #failed = 0;

  /** Runs `body`; a failure is told and does not keep the others from running. */
  async check(name: string, body: () => Promise<void>): Promise<void> {
    try {
      await body();
      this.#passed += 1;
      console.log(`ok      ${name}`);
    } catch (error) {
      this.#failed += 1;
      console.log(`FAILED  ${name}\n${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** Prints the closing line; gives the exit code. */
  finish(): number {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed === 0 ? 0 : 1;
  }
}

/**
 * How long something may take to come about: far longer than on a machine at rest, so that a busy one fails nothing.
 * `ROSTRA_PATIENCE` gives other seconds, for machines that stand still at times.
 */
export const PATIENCE_MS = 1000 * Number(process.env.ROSTRA_PATIENCE ?? 30);

export function expectEqual(actual: unknown, expected: unknown): void {
  const [shown, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (shown !== wanted) throw new Error(`expected ${wanted}, got ${shown}`);
}

/** Waits until `read` gives `expected`. */
export async function expectSoon(read: () => Promise<unknown>, expected: unknown): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  let actual = await read();
  while (JSON.stringify(actual) !== JSON.stringify(expected) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    actual = await read();
  }
  expectEqual(actual, expected);
}
