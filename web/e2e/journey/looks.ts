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

    await check('a newcomer sees Neon on an old screen, whatever the system prefers', async () => {
      await page.goto(stage.server.url);
      expectEqual(await look(page), { theme: 'neon', crt: true });
      expectEqual(await hasLines(page), true);
    });
    await check('the look of the system is a click away, follows it, and is there on the next page and visit', async () => {
      await page.getByRole('radio', { name: 'System' }).check();
      await expectSoon(() => look(page), { theme: 'dark', crt: false });
      await page.emulateMedia({ colorScheme: 'light' });
      await expectSoon(() => look(page), { theme: 'light', crt: false });
      for (const entry of ['/login', '/register']) {
        await page.goto(`${stage.server.url}${entry}`);
        await page.getByRole('radio', { name: 'System', checked: true }).waitFor();
        expectEqual(await look(page), { theme: 'light', crt: false });
      }
    });
    await check('a system that asks for more contrast has its own look first, and no lines', async () => {
      const cem = await stage.person('Cem', { contrast: 'more', colorScheme: 'dark' });
      await cem.page.goto(stage.server.url);
      expectEqual(await look(cem.page), { theme: 'dark', crt: false });
      await cem.page.getByRole('radio', { name: 'Neon' }).check();
      await expectSoon(() => look(cem.page), { theme: 'neon', crt: true });
      expectEqual(await hasLines(cem.page), false);
    });
    await check('a system of forced colors too', async () => {
      const dora = await stage.person('Dora', { forcedColors: 'active', colorScheme: 'light' });
      await dora.page.goto(stage.server.url);
      expectEqual(await look(dora.page), { theme: 'light', crt: false });
    });
    await check('an old screen has its lines until they are turned off', async () => {
      await page.getByRole('radio', { name: 'Neon' }).check();
      await expectSoon(() => look(page), { theme: 'neon', crt: true });
      await ann.signUp();
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('switch', { name: 'Lines of an old screen' }).click();
      await expectSoon(() => look(page), { theme: 'neon', crt: false });
      await page.getByRole('radio', { name: /^Amber/ }).check();
      await expectSoon(() => look(page), { theme: 'amber', crt: false });
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
      await expectSoon(() => hasLines(page), true);
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await expectSoon(() => hasLines(page), false);
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

function hasLines(page: Page): Promise<boolean> {
  return page.evaluate(() => getComputedStyle(document.documentElement, '::after').content !== 'none');
}
