import type { Page } from 'playwright-core';
import { expectEqual, expectSoon } from '../checks';
import type { Journey } from '../stage';

/** Themes are chosen, remembered, and there from the first moment. */
export const journey: Journey = {
  title: 'how the page looks',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann', { colorScheme: 'dark' });
    const { page } = ann;

    await check('a newcomer sees what the system prefers, and it follows', async () => {
      await page.goto(stage.server.url);
      expectEqual(await look(page), { theme: 'dark', crt: false });
      await page.emulateMedia({ colorScheme: 'light' });
      await expectSoon(() => look(page), { theme: 'light', crt: false });
    });
    await check('an old screen has its lines until they are turned off', async () => {
      await page.getByLabel('Theme').selectOption('Neon');
      expectEqual(await look(page), { theme: 'neon', crt: true });
      await ann.signUp();
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('switch', { name: 'Lines of an old screen' }).click();
      expectEqual(await look(page), { theme: 'neon', crt: false });
      await page.getByRole('radio', { name: /^Amber/ }).check();
      expectEqual(await look(page), { theme: 'amber', crt: false });
    });
    await check('another tab follows at once', async () => {
      const second = await page.context().newPage();
      await second.goto(`${stage.server.url}/rooms`);
      expectEqual(await look(second), { theme: 'amber', crt: false });
      await page.getByRole('radio', { name: /^Light/ }).check();
      await expectSoon(() => look(second), { theme: 'light', crt: false });
      await second.close();
    });
    await check('the page is dressed before anything is drawn', async () => {
      await page.getByRole('radio', { name: /^Neon/ }).check();
      await page.addInitScript(() => {
        new MutationObserver(() => {
          if (document.body && !('firstLook' in globalThis)) Object.assign(globalThis, { firstLook: document.documentElement.dataset.theme });
        }).observe(document, { childList: true, subtree: true });
      });
      await page.reload();
      expectEqual(await page.evaluate(() => (globalThis as { firstLook?: string }).firstLook), 'neon');
    });
    await check('where motion is to be reduced there are no lines', async () => {
      await page.getByRole('switch', { name: 'Lines of an old screen' }).click();
      const content = () => page.evaluate(() => getComputedStyle(document.documentElement, '::after').content);
      expectEqual(await content(), '""');
      await page.emulateMedia({ reducedMotion: 'reduce' });
      expectEqual(await content(), 'none');
    });
    await check('the brand is set in its own letters, which come with the page', async () => {
      await page.goto(`${stage.server.url}/rooms`);
      await ann.rooms().waitFor();
      await expectSoon(() => page.evaluate(() => document.fonts.check('600 20px Cinzel')), true);
    });
  },
};

function look(page: Page): Promise<unknown> {
  return page.evaluate(() => {
    const { theme, crt } = document.documentElement.dataset;
    return { theme, crt: crt !== undefined };
  });
}
