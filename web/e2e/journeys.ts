// Every journey of the folder `journey`, one after the other; with names only those: `npm run e2e -- chat rooms`.
import { Checks } from './checks';
import { openBrowser } from './person';
import { type Journey, travel } from './stage';

const FILES = import.meta.glob<{ readonly journey: Journey }>('./journey/*.ts', { eager: true });

export async function main(wanted: readonly string[]): Promise<number> {
  const journeys = new Map(Object.entries(FILES).map(([file, { journey }]) => [nameOf(file), journey] as const));
  const unknown = wanted.filter((name) => !journeys.has(name));
  if (unknown.length > 0) throw new Error(`no journey ${unknown.join(', ')}; there are ${[...journeys.keys()].join(', ')}`);
  const checks = new Checks();
  const browser = await openBrowser();
  try {
    for (const [name, journey] of journeys) {
      if (wanted.length === 0 || wanted.includes(name)) checks.add(await travelled(journey, browser));
    }
  } finally {
    await browser.close();
  }
  return checks.finish();
}

/** A journey that fails is made once more from its beginning, and says so: a busy machine is slow, a fault stays. */
async function travelled(journey: Journey, browser: Awaited<ReturnType<typeof openBrowser>>): Promise<Checks> {
  const first = new Checks();
  await travel(journey, browser, first);
  if (!first.hasFailed) return first;
  console.log('once more from the beginning');
  const second = new Checks();
  await travel(journey, browser, second);
  return second;
}

function nameOf(file: string): string {
  return file.replace(/^.*\/|\.ts$/g, '');
}
