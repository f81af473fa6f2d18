import type { Page } from 'playwright-core';
import { PATIENCE_MS, expectEqual } from '../checks';
import type { Person } from '../person';
import type { Journey } from '../stage';

const ROOM = 'Garden';
const MESSAGES = 10_000;
const AT_ONCE = 40;
const FRAMES = 240;
const STEP_PX = 400;
/** Far more than a screen holds would mean that everything is drawn. */
const MOST_ROWS = 150;
/** What a frame may cost on the slow machines that tests run on; at 60 Hz there are 16. */
const MOST_BUSY_MS = 33;

/** Ten thousand messages, all of them unread. */
export const journey: Journey = {
  title: 'a room of ten thousand messages',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await Promise.all([ann.signUp(), bob.signUp()]);
    await ann.createRoom(ROOM);
    await bob.joinRoom(ROOM);
    await bob.page.goto(new URL('/rooms', bob.page.url()).href);
    await post(ann, MESSAGES);

    await check('it opens at its end, and tells that there is much unread', async () => {
      await bob.openRoom(ROOM);
      await bob.hears(`line ${MESSAGES}.`);
      await bob.page.getByRole('button', { name: /First unread \d+ unread/ }).waitFor();
    });
    await check('the first unread message is a click away', async () => {
      bob.page.setDefaultTimeout(4 * PATIENCE_MS);
      await bob.page.getByRole('button', { name: /First unread/ }).click();
      await bob.page.getByText('New messages', { exact: true }).waitFor();
      await bob.hears('line 1.');
      bob.page.setDefaultTimeout(PATIENCE_MS);
    });
    await check('it scrolls smoothly from one end to the other', async () => {
      const { rows, busy } = await scrollThrough(bob.page);
      console.log(`        ${busy.toFixed(1)} ms of work for a frame, at most ${rows} rows in the document`);
      expectEqual(rows < MOST_ROWS, true);
      expectEqual(busy < MOST_BUSY_MS, true);
    });
    await check('the newest are a click away', async () => {
      await bob.page.getByRole('button', { name: /Newest messages/ }).click();
      await bob.hears(`line ${MESSAGES}.`);
    });
  },
};

/** Posts `line 1.` and so on, many at once. */
async function post(person: Person, count: number): Promise<void> {
  const token = await person.token();
  const [room] = await person.byRest<{ id: number }[]>('GET', '/api/rooms', undefined, token);
  const say = (line: number) => person.byRest('POST', '/api/messages', { room_id: room?.id, content: `line ${line}.` }, token);
  const lines = Array.from({ length: count - 2 }, (_, index) => index + 2);
  // The first and the last have to stand where they belong; between them lines may change places.
  await say(1);
  while (lines.length > 0) await Promise.all(lines.splice(0, AT_ONCE).map(say));
  await say(count);
}

/** Scrolls a step in each frame; how many rows were drawn at most, and how long the page worked for a frame. */
async function scrollThrough(page: Page): Promise<{ rows: number; busy: number }> {
  const session = await page.context().newCDPSession(page);
  // The time that the page's own thread ran: others who are busy do not count.
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const workedMs = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return (metrics.find((metric) => metric.name === 'TaskDuration')?.value ?? 0) * 1000;
  };
  const before = await workedMs();
  const rows = await page.evaluate(
    async ([frames, step]) => {
      const log = document.querySelector('[role=log]');
      let most = 0;
      for (let frame = 0; frame < frames; frame += 1) {
        log?.scrollBy(0, step);
        await new Promise((resolve) => requestAnimationFrame(resolve));
        most = Math.max(most, log?.querySelectorAll('li[data-index]').length ?? 0);
      }
      return most;
    },
    [FRAMES, STEP_PX] as const,
  );
  const busy = ((await workedMs()) - before) / FRAMES;
  await session.detach();
  return { rows, busy };
}
