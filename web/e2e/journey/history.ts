import type { Page } from 'playwright-core';
import { expectEqual, expectSoon } from '../checks';
import type { Person } from '../person';
import type { Journey } from '../stage';

const ROOM = 'Garden';
const LONG_HISTORY = 180;

/** Old messages are read by scrolling up, and nothing moves under the reader's eyes. */
export const journey: Journey = {
  title: 'a long history',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await Promise.all([ann.signUp(), bob.signUp()]);
    await ann.createRoom(ROOM);
    await bob.joinRoom(ROOM);
    await ann.say('Is the gate open?');
    await ann.hears('Is the gate open?');
    await ann.fill(ROOM, LONG_HISTORY);
    await bob.hears(`line ${LONG_HISTORY}.`);

    await check('older messages come on scrolling up, whole and in order', async () => {
      // Who has not read everything comes back to where they stopped.
      await bob.hasRead(ROOM);
      await bob.page.reload();
      await bob.hears(`line ${LONG_HISTORY}.`);
      const lines = await linesFromTheEnd(bob, 'Is the gate open?');
      expectEqual(lines, Array.from({ length: LONG_HISTORY }, (_, index) => index + 1));
    });
    await check('the newest are a click away', async () => {
      await bob.page.getByRole('button', { name: 'Newest messages' }).click();
      await bob.hears(`line ${LONG_HISTORY}.`);
      await bob.page.getByRole('button', { name: 'Newest messages' }).waitFor({ state: 'detached' });
    });
    await check('a page of older messages moves nothing by a pixel', async () => {
      // The page is asked for ahead, maybe as soon as the room opens.
      const pages = await heldPages(bob.page);
      await bob.page.reload();
      await bob.hears(`line ${LONG_HISTORY}.`);
      await pages.asked();
      await scrolledUp(bob);
      const before = await placeOfTopRow(bob.page);
      await pages.release();
      await expectSoon(async () => (await rowCount(bob.page)) > before.rows, true);
      await settled(bob.page);
      expectEqual(await placeOf(bob.page, before.text), before.top);
    });
    await check('a message that comes in does not pull down who reads above', async () => {
      const before = await placeOfTopRow(bob.page);
      await ann.say('are you there?');
      await bob.page.getByRole('button', { name: 'Newest messages 1 new' }).waitFor();
      expectEqual(await placeOf(bob.page, before.text), before.top);
      await bob.page.getByRole('button', { name: 'Newest messages 1 new' }).click();
      await bob.hears('are you there?');
    });
    await check('who is at the end stays there', async () => {
      for (const word of ['one', 'two', 'three']) await ann.say(`and ${word}`);
      await bob.hears('and three');
      await bob.page.getByText('and three').waitFor({ state: 'visible' });
      await expectSoon(() => distanceFromEnd(bob.page), 0);
    });
    await check('who comes back to a hidden page of which much was never drawn is still at the end, and stays there', async () => {
      await become(bob.page, 'hidden');
      await ann.fill(ROOM, LONG_HISTORY);
      await ann.say('the last of many');
      await bob.hears('the last of many');
      await bob.page.getByRole('button', { name: 'First unread' }).waitFor({ state: 'detached' });
      await become(bob.page, 'visible');
      await bob.page.getByRole('button', { name: 'First unread' }).waitFor();
      await expectSoon(() => distanceFromEnd(bob.page), 0);
      await ann.say('and one more');
      await bob.hears('and one more');
      await expectSoon(() => distanceFromEnd(bob.page), 0);
    });
  },
};

/** As if another tab were looked at, or this one again. */
function become(page: Page, visibility: DocumentVisibilityState): Promise<void> {
  return page.evaluate((state) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, value: state });
    document.dispatchEvent(new Event('visibilitychange'));
  }, visibility);
}

/** The numbers of all lines seen on the way up to `first`. */
async function linesFromTheEnd(person: Person, first: string): Promise<number[]> {
  const seen = new Set<number>();
  for (let step = 0; step < 120; step += 1) {
    for (const line of await person.said('line ')) seen.add(Number.parseInt(line.slice('line '.length), 10));
    if ((await person.said(first)).length > 0) break;
    await person.log().hover();
    await person.page.mouse.wheel(0, -600);
    await settled(person.page);
  }
  return [...seen].toSorted((one, other) => one - other);
}

/** Scrolls up by less than a screen, and waits until the page rests. */
async function scrolledUp(person: Person): Promise<void> {
  await person.log().hover();
  await person.page.mouse.wheel(0, -400);
  await expectSoon(async () => (await distanceFromEnd(person.page)) > 300, true);
  await settled(person.page);
}

type HeldPages = { readonly asked: () => Promise<void>; readonly release: () => Promise<void> };

/** Keeps pages of older messages back until they are released. */
async function heldPages(page: Page): Promise<HeldPages> {
  const gate = new EventTarget();
  const released = new Promise((resolve) => gate.addEventListener('open', resolve));
  const asked = page.waitForRequest(/\/messages\?.*cursor=/);
  await page.route(/\/messages\?.*cursor=/, async (route) => {
    await released;
    await route.continue();
  });
  return {
    asked: async () => void (await asked),
    release: async () => {
      const answer = page.waitForResponse(/\/messages\?.*cursor=/);
      gate.dispatchEvent(new Event('open'));
      await answer;
      await page.unroute(/\/messages\?.*cursor=/);
    },
  };
}

/** Waits until what was drawn has been measured: a few frames. */
async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let frame = 0; frame < 4; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

async function placeOfTopRow(page: Page): Promise<{ readonly text: string; readonly top: number; readonly rows: number }> {
  return page.evaluate(() => {
    const log = document.querySelector('[role=log]');
    const edge = log?.getBoundingClientRect().top ?? 0;
    const row = [...(log?.querySelectorAll('article') ?? [])].find((candidate) => candidate.getBoundingClientRect().top > edge);
    const last = Math.max(...[...(log?.querySelectorAll('li') ?? [])].map((item) => Number(item.dataset.index)));
    return { text: row?.getAttribute('aria-label') ?? '', top: row?.getBoundingClientRect().top ?? NaN, rows: last };
  });
}

async function placeOf(page: Page, label: string): Promise<number> {
  return page.getByLabel(label, { exact: true }).evaluate((row) => row.getBoundingClientRect().top);
}

/** The greatest number of a row that is drawn; it grows as rows come in above. */
function rowCount(page: Page): Promise<number> {
  return page.evaluate(() => Math.max(...[...document.querySelectorAll<HTMLElement>('[role=log] li[data-index]')].map((row) => Number(row.dataset.index))));
}

function distanceFromEnd(page: Page): Promise<number> {
  return page.evaluate(() => {
    const log = document.querySelector('[role=log]');
    return log === null ? NaN : Math.round(log.scrollHeight - log.scrollTop - log.clientHeight);
  });
}
