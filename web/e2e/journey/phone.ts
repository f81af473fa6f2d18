import { expectEqual, expectSoon } from '../checks';
import type { Person } from '../person';
import type { Journey } from '../stage';

const ROOM = 'Garden';
const SMALLEST_TARGET = 44;

export const journey: Journey = {
  title: 'a phone of 360 px',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    stage.expectComplaint(/status of 422|WebSocket/);
    await ann.makeLineCuttable();
    await ann.signUp();
    await ann.createRoom(ROOM, 'Plants and people');

    await check('a room fits without scrolling sideways', async () => {
      await ann.field().waitFor();
      expectEqual(await ann.isTooWide(), false);
    });
    await check('what is touched is large enough', async () => {
      await ann.say('Hello');
      await ann.hears('Hello');
      expectEqual(await smallTargets(ann), []);
    });
    await check('who is here is shown on demand', async () => {
      await ann.page.getByRole('button', { name: /Who is here: 1 online/ }).tap();
      await ann.page.getByRole('dialog').getByText(ann.name).waitFor();
      expectEqual(await smallTargets(ann), []);
      await ann.page.getByRole('button', { name: 'Close' }).tap();
    });
    await check('the rooms come as a drawer, which leads to another room and closes', async () => {
      await ann.page.getByRole('button', { name: 'Rooms' }).tap();
      const drawer = ann.page.getByRole('dialog', { name: 'Rooms' });
      await drawer.waitFor();
      expectEqual(await ann.isTooWide(), false);
      expectEqual(await smallTargets(ann), []);
      await drawer.getByRole('button', { name: 'New room' }).tap();
      await ann.page.getByLabel('Name').fill('Shed');
      await ann.page.getByRole('button', { name: 'Create room' }).tap();
      await ann.heading('Shed').waitFor();
      await drawer.waitFor({ state: 'detached' });
      await ann.page.getByRole('button', { name: 'Rooms' }).tap();
      await drawer.getByRole('link', { name: ROOM }).tap();
      await ann.heading(ROOM).waitFor();
      await drawer.waitFor({ state: 'detached' });
    });
    await check('a touch beside a drawer closes it', async () => {
      await ann.page.getByRole('button', { name: 'Rooms' }).tap();
      await ann.page.getByRole('dialog', { name: 'Rooms' }).waitFor();
      await ann.page.touchscreen.tap(350, 400);
      await ann.page.getByRole('dialog', { name: 'Rooms' }).waitFor({ state: 'detached' });
    });
    await check('what was found is looked at where it was said, not behind the search', async () => {
      await ann.page.getByRole('button', { name: 'Search messages' }).tap();
      await ann.page.getByRole('searchbox', { name: 'Words to find' }).fill('Hello');
      const search = ann.page.getByRole('dialog', { name: 'Search' });
      await search.getByRole('listitem').getByRole('button').tap();
      await search.waitFor({ state: 'detached' });
      await ann.log().getByText('Hello').waitFor();
    });
    await check('what an edit has too many stands beside its buttons; once it is left the end is not a jump away', async () => {
      await ann.fill(ROOM, 6);
      await ann.say('To be rewritten');
      await ann.hears('To be rewritten');
      await ann.field().press('ArrowUp');
      const edit = ann.page.getByRole('textbox', { name: 'Edit message' });
      await edit.fill('long '.repeat(210));
      const counter = await ann.page.getByText('49 too many').boundingBox();
      const save = await ann.page.getByRole('button', { name: 'Save' }).boundingBox();
      expectEqual(counter !== null && save !== null && counter.y > save.y && counter.y + counter.height < save.y + save.height, true);
      await edit.press('Enter');
      await ann.page.getByText('The message must be at most 1000 characters long.').waitFor();
      await ann.log().evaluate((log) => log.scrollTo(0, 0));
      const newest = ann.page.getByRole('button', { name: 'Newest messages' });
      await newest.waitFor();
      await edit.press('Escape');
      await newest.waitFor({ state: 'detached' });
    });
    await check('that a message is on its way lies over none of its words', async () => {
      await ann.cutLine();
      await ann.say('A message of several lines, that waits as the line is down, and fills its place from side to side.');
      const row = ann.log().locator('li[aria-busy=true]').last();
      const sign = await row.getByTitle('Sending…').boundingBox();
      const text = await row.locator('p').first().boundingBox();
      expectEqual(sign !== null && text !== null && sign.x + sign.width <= text.x, true);
      ann.mendLine();
      await ann.hears('A message of several lines');
    });
    await check('the field stays in sight above a soft keyboard', async () => {
      await ann.field().tap();
      await ann.page.setViewportSize({ width: 360, height: 380 });
      await expectSoon(async () => {
        const box = await ann.field().boundingBox();
        return box !== null && box.y + box.height <= 380;
      }, true);
      await ann.hears('Hello');
    });
    await check('the settings fit too', async () => {
      await ann.page.setViewportSize({ width: 360, height: 740 });
      await ann.page.goto(`${stage.server.url}/settings`);
      await ann.page.getByRole('heading', { name: 'Settings' }).waitFor();
      expectEqual(await ann.isTooWide(), false);
    });
  },
};

/** What can be touched and is smaller than a finger, but for links within text. */
function smallTargets({ page }: Person): Promise<string[]> {
  return page.evaluate((least) => {
    const modal = document.querySelector('dialog[open]') ?? document;
    return [...modal.querySelectorAll<HTMLElement>('button, nav a, header a, input, textarea, select')]
      .filter((element) => element.getClientRects().length > 0 && !element.closest('.sr-only'))
      .filter((element) => element.getBoundingClientRect().height < least - 0.5)
      .map((element) => `${element.getAttribute('aria-label') ?? element.textContent}: ${element.getBoundingClientRect().height}`);
  }, SMALLEST_TARGET);
}
