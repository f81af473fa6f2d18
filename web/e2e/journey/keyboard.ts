import type { Page } from 'playwright-core';
import { expectEqual, expectSoon } from '../checks';
import { PASSWORD } from '../person';
import type { Journey } from '../stage';

/** Everything by keyboard, and the focus is always somewhere that can be seen. */
export const journey: Journey = {
  title: 'by keyboard alone',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann');
    const { page } = ann;
    const { keyboard } = page;
    await page.goto(stage.server.url);

    await check('signing up', async () => {
      await page.getByRole('link', { name: 'Sign up' }).waitFor();
      await tabTo(page, 'Sign up');
      await keyboard.press('Enter');
      await page.getByLabel('Username').waitFor();
      await tabTo(page, 'Username');
      await keyboard.type('Ann');
      await keyboard.press('Tab');
      await keyboard.type('ann@example.org');
      await keyboard.press('Tab');
      await keyboard.type(PASSWORD);
      await keyboard.press('Enter');
      await ann.rooms().waitFor();
    });
    await check('a room is founded in a dialog that holds the focus and gives it back', async () => {
      await tabTo(page, 'New room');
      await keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'New room' }).waitFor();
      for (let step = 0; step < 12; step += 1) {
        await keyboard.press('Tab');
        expectEqual(await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null), true);
      }
      await keyboard.press('Escape');
      await expectSoon(() => focused(page), 'New room');
      await keyboard.press('Enter');
      await expectSoon(async () => (await focused(page)).startsWith('Name'), true);
      await keyboard.type('Garden');
      await keyboard.press('Enter');
      await ann.heading('Garden').waitFor();
    });
    await check('a message is written and sent', async () => {
      await expectSoon(() => focused(page), 'Message to Garden');
      await keyboard.type('Hello');
      await keyboard.press('Shift+Enter');
      await keyboard.type('there');
      await keyboard.press('Enter');
      await ann.hears('Hello');
    });
    await check('the room menu opens, is walked through and closes', async () => {
      await page.getByRole('button', { name: 'Room menu' }).focus();
      await keyboard.press('Enter');
      await expectSoon(() => focused(page), 'Rename and describe');
      await keyboard.press('ArrowDown');
      await expectSoon(() => focused(page), 'Notifications');
      await keyboard.press('End');
      await expectSoon(() => focused(page), 'Delete room');
      await keyboard.press('Escape');
      await expectSoon(() => focused(page), 'Room menu');
    });
    await check('the switcher goes to a room by a few letters', async () => {
      await ann.createRoom('Kitchen');
      await keyboard.press('Control+k');
      await expectSoon(() => focused(page), 'Room or page');
      await keyboard.type('grdn');
      await page.getByRole('option', { name: 'Garden', selected: true }).waitFor();
      await keyboard.press('Enter');
      await ann.heading('Garden').waitFor();
      await keyboard.press('Control+k');
      await expectSoon(() => focused(page), 'Room or page');
      await keyboard.type('settings');
      await page.getByRole('option', { name: 'Settings', selected: true }).waitFor();
      await keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
      await page.goBack();
      await ann.heading('Garden').waitFor();
    });
    await check('? shows the short cuts, but not while one writes', async () => {
      await ann.field().focus();
      await keyboard.type('really?');
      expectEqual(await page.getByRole('dialog').count(), 0);
      await ann.field().fill('');
      await page.getByRole('button', { name: 'Search messages' }).focus();
      await keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
      await keyboard.press('Escape');
      await page.getByRole('dialog', { name: 'Keyboard' }).waitFor({ state: 'detached' });
    });
    await check('the skip link leads to the conversation', async () => {
      await page.reload();
      await expectSoon(() => focused(page), 'Message to Garden');
      await page.evaluate(() => {
        document.body.tabIndex = -1;
        document.body.focus();
      });
      await keyboard.press('Tab');
      await expectSoon(() => focused(page), 'Skip to the conversation');
      await keyboard.press('Enter');
      await expectSoon(() => page.evaluate(() => document.activeElement?.id), 'conversation');
    });
    await check('what is focused is outlined', async () => {
      await tabTo(page, 'Search messages');
      const outline = await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle);
      expectEqual(outline, 'solid');
    });
  },
};

const MOST_TABS = 40;

/** Presses Tab until what is called `name` has the focus. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < MOST_TABS; step += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page)).startsWith(name)) return;
  }
  throw new Error(`Tab does not lead to ${name}`);
}

/** What the focused element is called. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null;
    return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim();
  });
}
