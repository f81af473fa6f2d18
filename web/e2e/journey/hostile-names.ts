import type { Page } from 'playwright-core';
import { expectEqual, expectSoon } from '../checks';
import type { Journey } from '../stage';

const NAMES = [
  '<img src=x onerror=alert(1)>',
  '"><script>alert(1)</script>',
  '\u202egnp.exe harmless\u202c',
  'W'.repeat(50),
  'مرحبا بالعالم',
  '👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦',
];
const DESCRIPTION = `<svg/onload=alert(1)> \u202e${'x'.repeat(200)}`;
const EDGE = 1;

/** Names that would break a careless page. */
export const journey: Journey = {
  title: 'hostile names',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('<b>Ann\u202e</b>');
    const bob = await stage.person('Bob', { viewport: { width: 360, height: 740 } });
    let dialogs = 0;
    for (const { page } of [ann, bob]) {
      page.on('dialog', (dialog) => {
        dialogs += 1;
        void dialog.dismiss();
      });
    }

    await check('a hostile username signs up and is shown as it is', async () => {
      await ann.page.goto(`${stage.server.url}/register`);
      await ann.page.getByLabel('Username').fill(ann.name);
      await ann.page.getByLabel('E-mail').fill('ann@example.org');
      await ann.page.getByLabel('Password').fill('correct horse battery');
      await ann.page.getByRole('button', { name: 'Sign up' }).click();
      await ann.rooms().waitFor();
      await ann.page.getByText('<b>Ann').first().waitFor();
    });
    await check('rooms of hostile names are founded and opened', async () => {
      for (const name of NAMES) await ann.createRoom(name, DESCRIPTION);
      await expectSoon(() => ann.rooms().getByRole('link').count(), NAMES.length);
      expectEqual(await ann.isTooWide(), false);
    });
    await check('a phone finds and joins them all, and nothing is wider than it', async () => {
      await bob.signUp();
      await bob.page.getByRole('button', { name: 'Find rooms' }).first().click();
      await bob.page.getByRole('list', { name: 'Public rooms' }).getByRole('listitem').nth(NAMES.length - 1).waitFor();
      expectEqual(await tooWide(bob), false);
      for (const name of NAMES) {
        await bob.page.goto(`${stage.server.url}/rooms`);
        await bob.joinRoom(name);
        await bob.say('hello');
        await bob.hears('hello');
        expectEqual(await tooWide(bob), false);
      }
    });
    await check('the list of rooms, the people and the switcher bear them too', async () => {
      await bob.page.getByRole('button', { name: /^Rooms/ }).click();
      await bob.rooms().last().waitFor();
      expectEqual(await tooWide(bob), false);
      await bob.page.keyboard.press('Escape');
      await bob.page.getByRole('button', { name: /^Who is here/ }).click();
      await bob.page.getByRole('tab', { name: 'Members' }).click();
      await bob.page.getByText('<b>Ann').first().waitFor();
      expectEqual(await tooWide(bob), false);
      await bob.page.keyboard.press('Escape');
      await bob.page.keyboard.press('Control+k');
      await bob.page.getByRole('listbox').waitFor();
      expectEqual(await tooWide(bob), false);
    });
    await check('nothing of it ran', async () => {
      expectEqual(dialogs, 0);
      expectEqual(await ann.page.locator('img, script:not([src])').count(), 0);
    });
  },
};

type Somebody = { readonly page: Page };

/** Whether anything that can be seen sticks out at the end of the screen. */
function tooWide({ page }: Somebody): Promise<boolean> {
  return page.evaluate((edge) => {
    const width = document.documentElement.clientWidth;
    const seen = [...document.querySelectorAll('dialog[open], header, main, li, h1, p')].filter((element) => element.getClientRects().length > 0);
    return document.documentElement.scrollWidth > width || seen.some((element) => element.getBoundingClientRect().right > width + edge);
  }, EDGE);
}
