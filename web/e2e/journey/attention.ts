import type { Page } from 'playwright-core';
import { expectEqual, expectSoon } from '../checks';
import type { Journey } from '../stage';

type Told = { readonly title: string; readonly body: string };

/** What is unread draws attention: in the title, the tab's icon and, if wanted, through the system. */
export const journey: Journey = {
  title: 'unread messages and notifications',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await recordNotifications(ann.page);
    await ann.page.context().grantPermissions(['notifications']);
    await Promise.all([ann.signUp(), bob.signUp()]);
    await ann.createRoom('Garden');
    await bob.joinRoom('Garden');
    await ann.createRoom('Shed');

    await check('unread messages stand in the title and on the icon, and go with reading', async () => {
      const icon = () => ann.page.locator('link[rel=icon]').getAttribute('type');
      expectEqual(await icon(), 'image/svg+xml');
      await bob.say('first');
      await expectSoon(() => ann.page.title(), '(1) Shed – Rostra');
      await expectSoon(icon, 'image/png');
      await ann.openRoom('Garden');
      await ann.hears('first');
      await expectSoon(() => ann.page.title(), 'Garden – Rostra');
      await expectSoon(icon, 'image/svg+xml');
      await ann.openRoom('Shed');
    });
    await check('nothing is told before somebody turns it on', async () => {
      await bob.say('@Ann second');
      await expectSoon(() => ann.page.title(), '(1) Shed – Rostra');
      expectEqual(await told(ann.page), []);
    });
    await check('once on, mentions are told and other messages are not', async () => {
      await ann.page.getByRole('link', { name: 'Settings' }).click();
      await ann.page.getByRole('switch', { name: 'Notifications on this device' }).click();
      await ann.page.getByRole('switch', { name: 'Notifications on this device', checked: true }).waitFor();
      await ann.page.goBack();
      await ann.heading('Shed').waitFor();
      await bob.say('third');
      await bob.say('@ann fourth');
      await expectSoon(() => told(ann.page), [{ title: 'Bob in Garden', body: '@ann fourth' }]);
    });
    await check('not of the room one looks at', async () => {
      await ann.openRoom('Garden');
      await bob.say('@Ann fifth');
      await ann.hears('@Ann fifth');
      expectEqual((await told(ann.page)).length, 1);
    });
    await check('a room can tell everything', async () => {
      await ann.chooseInRoomMenu('Notifications');
      await ann.page.getByRole('radio', { name: 'Every message' }).check();
      await ann.page.keyboard.press('Escape');
      await ann.openRoom('Shed');
      await bob.say('sixth');
      await expectSoon(async () => (await told(ann.page)).at(-1), { title: 'Bob in Garden', body: 'sixth' });
    });
    await check('several tabs tell once', async () => {
      const second = await ann.page.context().newPage();
      await recordNotifications(second);
      await second.goto(`${stage.server.url}/settings`);
      await second.goto(`${stage.server.url}/rooms`);
      await second.getByRole('navigation', { name: 'Rooms' }).getByRole('link', { name: /Garden/ }).waitFor();
      const before = (await told(ann.page)).length;
      await bob.say('seventh');
      await expectSoon(async () => (await told(ann.page)).length - before + (await told(second)).length, 1);
      await bob.say('eighth');
      await expectSoon(async () => (await told(ann.page)).length - before + (await told(second)).length, 2);
      await second.close();
    });
    await check('a muted room neither tells nor counts', async () => {
      await ann.openRoom('Garden');
      await ann.chooseInRoomMenu('Notifications');
      await ann.page.getByRole('switch', { name: 'Mute' }).click();
      await ann.page.getByRole('switch', { name: 'Mute', checked: true }).waitFor();
      await ann.page.keyboard.press('Escape');
      await ann.openRoom('Shed');
      const before = (await told(ann.page)).length;
      await bob.say('@Ann ninth');
      await expectSoon(() => ann.room('Garden').textContent(), 'Garden muted 1 unread');
      expectEqual(await ann.page.title(), 'Shed – Rostra');
      expectEqual((await told(ann.page)).length, before);
    });
  },
};

/** Keeps what the system is asked to show, as a browser without a screen shows nothing. */
async function recordNotifications(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const all: Told[] = JSON.parse(sessionStorage.getItem('told') ?? '[]');
    class Recorded extends EventTarget {
      static readonly permission = 'granted';
      static readonly requestPermission = async () => 'granted';
      constructor(title: string, { body = '' }: NotificationOptions = {}) {
        super();
        all.push({ title, body });
        sessionStorage.setItem('told', JSON.stringify(all));
      }
      close() {}
    }
    Object.defineProperty(globalThis, 'Notification', { value: Recorded, configurable: true });
  });
}

function told(page: Page): Promise<readonly Told[]> {
  return page.evaluate(() => JSON.parse(sessionStorage.getItem('told') ?? '[]') as Told[]);
}
