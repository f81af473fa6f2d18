// What a journey gets: a fresh server, people at browsers of their own, and named checks.
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { type Checks, expectEqual } from './checks';
import { Person } from './person';
import { type Server, startServer } from './server';

export type Journey = {
  readonly title: string;
  /** Settings of the server that differ from those of every test server. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly run: (stage: Stage) => Promise<void>;
};

export class Stage {
  readonly server: Server;
  readonly #browser: Browser;
  readonly #checks: Checks;
  readonly #people: Person[] = [];
  readonly #expected: RegExp[] = [];

  constructor(server: Server, browser: Browser, checks: Checks) {
    this.server = server;
    this.#browser = browser;
    this.#checks = checks;
  }

  /** Somebody at a browser of their own, on no page yet. */
  async person(name: string, options: BrowserContextOptions = {}): Promise<Person> {
    const person = await Person.at(this.#browser, this.server.url, name, options);
    this.#people.push(person);
    return person;
  }

  /** Runs a named part; a failure is told and does not keep the others from running. */
  check = (name: string, body: () => Promise<void>): Promise<void> => this.#checks.check(name, body);

  /** What the browser may complain of, as the journey itself brings it about. */
  expectComplaint(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** Nothing came from elsewhere, and the browsers had nothing unexpected to complain of. */
  async checkManners(): Promise<void> {
    await this.check('nothing came from elsewhere, and the browser had nothing to complain of', async () => {
      expectEqual(this.#people.flatMap((person) => person.strayRequests), []);
      const complaints = this.#people.flatMap((person) => person.complaints);
      expectEqual(complaints.filter((complaint) => !this.#expected.some((pattern) => pattern.test(complaint))), []);
    });
  }

  async leave(): Promise<void> {
    await Promise.all(this.#people.map((person) => person.page.context().close()));
  }
}

/** Runs one journey from a fresh server to its end. */
export async function travel(journey: Journey, browser: Browser, checks: Checks): Promise<void> {
  console.log(`\n${journey.title}`);
  const server = await startServer(journey.settings);
  const stage = new Stage(server, browser, checks);
  try {
    await journey.run(stage);
    await stage.checkManners();
  } catch (error) {
    // What stands outside of a check failed: the journey could not go on.
    await checks.check(`${journey.title}: reaches its end`, () => Promise.reject(error));
  } finally {
    await stage.leave();
    await server.stop();
  }
}
