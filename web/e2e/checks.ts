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

  get hasFailed(): boolean {
    return this.#failed > 0;
  }

  /** Counts what another run of checks came to. */
  add(other: Checks): void {
    this.#passed += other.#passed;
    this.#failed += other.#failed;
  }

  /** Prints the closing line; gives the exit code. */
  finish(): number {
    console.log(`${this.#passed} passed, ${this.#failed} failed`);
    return this.#failed === 0 ? 0 : 1;
  }
}

export function expectEqual(actual: unknown, expected: unknown): void {
  const [shown, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (shown !== wanted) throw new Error(`expected ${wanted}, got ${shown}`);
}

/** Waits until `read` gives `expected`. */
export async function expectSoon(read: () => Promise<unknown>, expected: unknown): Promise<void> {
  const deadline = Date.now() + 10_000;
  let actual = await read();
  while (JSON.stringify(actual) !== JSON.stringify(expected) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    actual = await read();
  }
  expectEqual(actual, expected);
}
