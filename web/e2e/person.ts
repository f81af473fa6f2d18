// Somebody at a browser of their own, and what they can do there.
import { type Browser, type BrowserContextOptions, type Locator, type Page, type WebSocketRoute, chromium } from 'playwright-core';
import { PATIENCE_MS, expectSoon } from './checks';
import { showPageFromDisk } from './page-from-disk';

const FLAGS = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** A page that did not come from the server may else not talk to it. */
const PAGE_FROM_DISK = '--disable-features=LocalNetworkAccessChecks';
/** A close code that says nothing. */
const CUT = 4000;
export const PASSWORD = 'correct horse battery';

export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: [...FLAGS, ...(process.env.ROSTRA_PAGE ? [PAGE_FROM_DISK] : [])] });
}

type KnownRoom = { readonly id: number; readonly name: string; readonly unread_count: number };

export class Person {
  readonly name: string;
  readonly page: Page;
  /** What the browser complained about; a breach of the content security policy is among it. */
  readonly complaints: string[] = [];
  /** What was asked of other hosts. */
  readonly strayRequests: string[] = [];
  readonly #url: string;
  #isCut = false;
  #lines: WebSocketRoute[] = [];

  private constructor(name: string, page: Page, url: string) {
    this.name = name;
    this.page = page;
    this.#url = url;
    page.setDefaultTimeout(PATIENCE_MS);
    page.on('console', (line) => line.type() === 'error' && this.complaints.push(line.text()));
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('request', (request) => new URL(request.url()).host === new URL(url).host || this.strayRequests.push(request.url()));
  }

  static async at(browser: Browser, url: string, name: string, options: BrowserContextOptions = {}): Promise<Person> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    await showPageFromDisk(context, url);
    return new Person(name, await context.newPage(), url);
  }

  /** Makes the line of this person one that can be cut. Only pages opened afterwards have it. */
  async makeLineCuttable(): Promise<void> {
    await this.page.routeWebSocket(/\/ws\/connect/, (line) => {
      if (this.#isCut) return void line.close({ code: CUT });
      line.connectToServer();
      this.#lines.push(line);
    });
  }

  async cutLine(): Promise<void> {
    this.#isCut = true;
    await Promise.all(this.#lines.splice(0).map((line) => line.close({ code: CUT })));
  }

  mendLine(): void {
    this.#isCut = false;
  }

  async signUp(): Promise<void> {
    await this.page.goto(this.#url);
    await this.page.getByRole('link', { name: 'Sign up' }).click();
    await this.page.getByLabel('Username').fill(this.name);
    await this.page.getByLabel('E-mail').fill(`${this.name.toLowerCase()}@example.org`);
    await this.page.getByLabel('Password').fill(PASSWORD);
    await this.page.getByRole('button', { name: 'Sign up' }).click();
    await this.rooms().waitFor();
  }

  async signIn(): Promise<void> {
    await this.page.getByLabel('Username').fill(this.name);
    await this.page.getByLabel('Password').fill(PASSWORD);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
  }

  async createRoom(name: string, description = ''): Promise<void> {
    await this.page.getByRole('button', { name: 'New room' }).first().click();
    const dialog = this.page.getByRole('dialog', { name: 'New room' });
    await dialog.getByLabel('Name').fill(name);
    await dialog.getByLabel('What is it about?').fill(description);
    await dialog.getByRole('button', { name: 'Create room' }).click();
    await this.heading(name).waitFor();
  }

  async joinRoom(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Find rooms' }).first().click();
    await this.page.getByRole('dialog').getByLabel('Name of the room').fill(name);
    await this.page.getByRole('button', { name: `Join ${shown(name)}`, exact: true }).click();
    await this.heading(name).waitFor();
  }

  /** Chooses `item` in the menu of the open room. */
  async chooseInRoomMenu(item: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Room menu' }).click();
    await this.page.getByRole('menuitem', { name: item }).click();
  }

  async openRoom(name: string): Promise<void> {
    await this.room(name).click();
    await this.heading(name).waitFor();
  }

  async say(text: string): Promise<void> {
    await this.field().fill(text);
    await this.field().press('Enter');
  }

  /** Waits until `text` stands in the log as a message that the server has. */
  async hears(text: string): Promise<void> {
    await this.page.locator('[role=log] li:not([aria-busy=true])', { hasText: text }).first().waitFor();
  }

  /** The texts of the log that begin with `start`, from top to bottom. */
  async said(start: string): Promise<string[]> {
    const texts = await this.log().locator('li p').allTextContents();
    return texts.filter((text) => text.startsWith(start));
  }

  /** Whether the page is wider than the screen. */
  isTooWide(): Promise<boolean> {
    return this.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  }

  /** Waits until the server holds everything in `room` for read. */
  async hasRead(room: string): Promise<void> {
    const token = await this.token();
    const unread = async () => (await this.myRooms(token)).find((known) => known.name === room)?.unread_count;
    await expectSoon(unread, 0);
  }

  /** Posts the lines `line 1.`, `line 2.` and so on, the short way. */
  async fill(room: string, count: number): Promise<void> {
    const token = await this.token();
    const room_id = (await this.myRooms(token)).find((known) => known.name === room)?.id;
    for (let line = 1; line <= count; line += 1) {
      await this.byRest('POST', '/api/messages', { room_id, content: `line ${line}.` }, token);
    }
  }

  myRooms(token: string): Promise<readonly KnownRoom[]> {
    return this.byRest('GET', '/api/rooms?include_unread=true', undefined, token);
  }

  /** Ends all sessions of this person, as from another device. */
  async signOutElsewhere(): Promise<void> {
    await this.byRest('POST', '/api/auth/logout-all', undefined, await this.token());
  }

  /** A token of a session beside the page's. */
  async token(): Promise<string> {
    const form = { username: this.name, password: PASSWORD };
    return (await this.byRest<{ access_token: string }>('POST', '/api/auth/login', form)).access_token;
  }

  /** Asks the server without the page. */
  async byRest<T>(method: string, path: string, body?: unknown, token?: string): Promise<T> {
    const headers = { 'Content-Type': 'application/json', ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }) };
    const response = await fetch(this.#url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  rooms = (): Locator => this.page.getByRole('navigation', { name: 'Rooms' });
  room = (name: string): Locator => this.rooms().getByRole('link', { name: shown(name) });
  heading = (name: string): Locator => this.page.getByRole('heading', { name: shown(name), level: 1 });
  field = (): Locator => this.page.getByRole('textbox', { name: /^Message to/ });
  log = (): Locator => this.page.getByRole('log');
  online = (): Locator => this.page.getByRole('complementary', { name: 'Who is here' }).getByRole('listitem');
}

/** How the page calls a room. */
function shown(name: string): string {
  return name.trim().replaceAll(/\s+/gu, '-');
}
