import { expectEqual, expectSoon } from '../checks';
import type { Person } from '../person';
import type { Journey } from '../stage';

const ROOM = 'Garden';
/** From what a screen holds, with and without the first of them, to what several pages hold. */
const UNREAD = [3, 20, 21, 22, 23, 30, 80, 150];
/** So many that the room opens at its end, with a way to the first of them. */
const MORE_THAN_READ_AHEAD = 310;

/** Whoever comes back to a room begins where they stopped. */
export const journey: Journey = {
  title: 'unread messages',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    stage.expectComplaint(/WebSocket/);
    await bob.makeLineCuttable();
    await Promise.all([ann.signUp(), bob.signUp()]);
    await ann.createRoom(ROOM);
    await bob.joinRoom(ROOM);
    await ann.fill(ROOM, 30);

    for (const count of UNREAD) {
      await check(`of ${count} unread messages the first is in sight when the room opens`, async () => {
        await bob.hasRead(ROOM);
        await bob.page.goto(new URL('/rooms', bob.page.url()).href);
        await bob.room(ROOM).waitFor();
        await ann.fill(ROOM, count);
        // How much is unread is told at most once a second.
        await bob.rooms().getByRole('link', { name: `${ROOM} ${count > 99 ? '99+' : count} unread` }).waitFor();
        await bob.openRoom(ROOM);
        await expectSoon(() => isInSight(bob, 'New messages'), true);
        await rested(bob);
        expectEqual(await isInSight(bob, 'New messages'), true);
        await readAll(bob);
      });
    }
    await check('a word about a broken line leaves the way to the first unread in reach', async () => {
      await bob.hasRead(ROOM);
      await bob.page.goto('about:blank');
      await ann.fill(ROOM, MORE_THAN_READ_AHEAD);
      await bob.page.goto(new URL('/rooms', ann.page.url()).href);
      await bob.openRoom(ROOM);
      const way = bob.page.getByRole('button', { name: /First unread/ });
      await way.waitFor();
      await bob.cutLine();
      for (const width of [1280, 360]) {
        await bob.page.setViewportSize({ width, height: 800 });
        const word = await bob.page.getByText('Connecting again').locator('..').boundingBox();
        const button = await way.boundingBox();
        expectEqual(word !== null && button !== null && word.y + word.height <= button.y, true);
      }
      await way.click();
      await expectSoon(() => isInSight(bob, 'New messages'), true);
    });
  },
};

/** Whether the line that says `text` is within the visible part of the list. */
function isInSight(person: Person, text: string): Promise<boolean> {
  return person.page.evaluate((wanted) => {
    const log = document.querySelector('[role=log]')?.getBoundingClientRect();
    const line = [...document.querySelectorAll('[role=log] li > div')].find((candidate) => candidate.textContent === wanted)?.getBoundingClientRect();
    return log !== undefined && line !== undefined && line.top >= log.top && line.bottom <= log.bottom;
  }, text);
}

/** Waits until what was drawn has been measured, and the list has been moved accordingly. */
async function rested(person: Person): Promise<void> {
  await person.page.evaluate(async () => {
    for (let frame = 0; frame < 20; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

/** Scrolls to the end, if it is not in sight. */
async function readAll(person: Person): Promise<void> {
  await person.log().evaluate((log) => log.scrollTo(0, log.scrollHeight));
  const newest = person.page.getByRole('button', { name: /Newest messages/ });
  await newest.waitFor({ state: 'detached' });
}
