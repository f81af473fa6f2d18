// How heavy the page is and how soon it is there, from the embedded server: `npm run measure`.
import type { Browser, CDPSession, Page } from 'playwright-core';
import { Person, openBrowser } from './person';
import { startServer } from './server';

const ROUNDS = 5;
const KIB = 1024;

type Line = { readonly name: string; readonly latency: number; readonly bytesPerSecond: number; readonly slowdown: number };
type Figures = { readonly script: number; readonly all: number; readonly paint: number; readonly largest: number; readonly interactive: number; readonly blocked: number };

/** The slow one is what Lighthouse takes for a phone on a slow line. */
const LINES: readonly Line[] = [
  { name: 'local', latency: 0, bytesPerSecond: -1, slowdown: 1 },
  { name: 'slow phone: 150 ms, 1.6 Mbit/s, a quarter of the processor', latency: 150, bytesPerSecond: (1.6 * 1e6) / 8, slowdown: 4 },
];

export async function main(): Promise<number> {
  const server = await startServer();
  const browser = await openBrowser();
  try {
    const ann = await Person.at(browser, server.url, 'Ann');
    await ann.signUp();
    await ann.createRoom('Garden');
    await ann.fill('Garden', 200);
    await ann.hears('line 200.');
    const room = ann.page.url();
    const signedIn = await ann.page.context().storageState();
    console.log('| page | line | script | all | first paint | largest paint | interactive | blocked |\n|---|---|---|---|---|---|---|---|');
    for (const line of LINES) {
      const first = () => visit(browser, server.url, line, (page) => page.getByRole('link', { name: 'Sign up' }).waitFor());
      report('first page', line, await middle(first));
      const full = () => visit(browser, room, line, (page) => page.getByRole('log').getByText('line 200.').waitFor(), signedIn);
      report('a room with 200 messages', line, await middle(full));
    }
  } finally {
    await browser.close();
    await server.stop();
  }
  return 0;
}

type State = Awaited<ReturnType<ReturnType<Page['context']>['storageState']>>;

/** Loads `url` in an empty browser until `ready`; the tokens that a visit used up are passed on to the next. */
async function visit(browser: Browser, url: string, line: Line, ready: (page: Page) => Promise<void>, state?: State): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...(state ? { storageState: state } : {}) });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const bytes = await watch(session, line);
  await page.addInitScript(observe);
  const began = Date.now();
  await page.goto(url);
  await ready(page);
  const interactive = Date.now() - began;
  const seen = await page.evaluate(() => (globalThis as unknown as { seen: { paint: number; largest: number; blocked: number } }).seen);
  if (state) Object.assign(state, await context.storageState());
  await context.close();
  return { ...bytes(), ...seen, interactive };
}

/** Slows the line down and counts what comes over it. */
async function watch(session: CDPSession, { latency, bytesPerSecond, slowdown }: Line): Promise<() => { script: number; all: number }> {
  const kinds = new Map<string, string>();
  const counted = { script: 0, all: 0 };
  session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    counted.all += encodedDataLength;
    if (kinds.get(requestId) === 'Script') counted.script += encodedDataLength;
  });
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: bytesPerSecond, uploadThroughput: bytesPerSecond });
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  return () => ({ ...counted });
}

/** Runs in the page before anything else. */
function observe(): void {
  const seen = { paint: 0, largest: 0, blocked: 0 };
  Object.assign(globalThis, { seen });
  // Only what stands in this function reaches the page.
  // oxlint-disable-next-line unicorn/consistent-function-scoping
  const on = (type: string, note: (entry: PerformanceEntry) => void) =>
    new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  on('paint', (entry) => {
    if (entry.name === 'first-contentful-paint') seen.paint = entry.startTime;
  });
  on('largest-contentful-paint', (entry) => {
    seen.largest = entry.startTime;
  });
  on('longtask', (entry) => {
    seen.blocked += Math.max(0, entry.duration - 50);
  });
}

/** The median of several visits, figure by figure. */
async function middle(once: () => Promise<Figures>): Promise<Figures> {
  const rounds: Figures[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push(await once());
  const median = (key: keyof Figures) => rounds.map((figures) => figures[key]).toSorted((one, other) => one - other)[Math.floor(ROUNDS / 2)] ?? 0;
  return { script: median('script'), all: median('all'), paint: median('paint'), largest: median('largest'), interactive: median('interactive'), blocked: median('blocked') };
}

function report(page: string, { name }: Line, { script, all, paint, largest, interactive, blocked }: Figures): void {
  console.log(`| ${page} | ${name} | ${size(script)} | ${size(all)} | ${time(paint)} | ${time(largest)} | ${time(interactive)} | ${time(blocked)} |`);
}

const size = (bytes: number): string => `${Math.round(bytes / KIB)} KiB`;
const time = (ms: number): string => `${Math.round(ms)} ms`;
