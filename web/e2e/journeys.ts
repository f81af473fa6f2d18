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
      if (wanted.length === 0 || wanted.includes(name)) await travel(journey, browser, checks);
    }
  } finally {
    await browser.close();
  }
  return checks.finish();
}

function nameOf(file: string): string {
  return file.replace(/^.*\/|\.ts$/g, '');
}
