import type { Locator, Page } from 'playwright-core';
import { findings } from '../axe';
import { expectEqual, expectSoon } from '../checks';
import { PASSWORD } from '../person';
import type { Journey } from '../stage';

const PHONE = { width: 360, height: 740 };
const WIDE = { width: 1280, height: 800 };

/** Who signed up first runs the place: accounts, rooms and figures. */
export const journey: Journey = {
  title: 'running the place',
  run: async (stage) => {
    const { check } = stage;
    stage.expectComplaint(/status of 40[134]|WebSocket/);
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await ann.signUp();
    await bob.signUp();
    await bob.createRoom('My Garden', 'Plants and people');
    await bob.say('Is the gate open?');
    await bob.hears('Is the gate open?');
    const { page } = ann;

    await check('the settings lead an administrator there', async () => {
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByRole('link', { name: 'Open the administration' }).click();
      await page.getByRole('heading', { name: 'Administration', level: 1 }).waitFor();
      await line(page, 'Accounts', 'bob@example.org').waitFor();
      // The link stands far down, and the page that it leads to begins at its top.
      expectEqual(await page.evaluate(() => window.scrollY), 0);
      await line(page, 'All rooms', 'My-Garden').getByText('1 member, 1 message').waitFor();
    });
    await check('the figures and the days are there', async () => {
      await page.getByRole('region', { name: 'Figures' }).getByText('Devices signed in').waitFor();
      await expectSoon(() => page.getByRole('row').last().getByRole('cell').allTextContents(), ['1', '2']);
    });
    await check('axe finds nothing serious in light and dark, and a phone is wide enough', async () => {
      for (const theme of ['light', 'dark']) {
        await page.evaluate((name) => localStorage.setItem('rostra.look', JSON.stringify({ theme: name, crt: false })), theme);
        await page.reload();
        await page.getByRole('row').last().waitFor();
        await line(page, 'Accounts', 'bob@example.org').waitFor();
        expectEqual(await findings(page), []);
      }
      await page.setViewportSize(PHONE);
      expectEqual(await ann.isTooWide(), false);
      expectEqual(await findings(page), []);
      await page.setViewportSize(WIDE);
    });
    await check('there are no orders against oneself', async () => {
      expectEqual(await line(page, 'Accounts', 'ann@example.org').getByRole('button').count(), 0);
    });
    await check('who is disabled is out at once, and stays out', async () => {
      await page.getByRole('button', { name: 'Disable Bob' }).click();
      await confirm(page, 'Disable Bob?', 'Disable');
      await line(page, 'Accounts', 'bob@example.org').getByText(/^disabled since/).waitFor();
      await bob.page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await bob.signIn();
      await bob.page.getByRole('alert').waitFor();
    });
    await check('the focus stays on the order, which now takes it back', async () => {
      const enable = page.getByRole('button', { name: 'Enable Bob' });
      await expectSoon(() => enable.evaluate((element) => element === document.activeElement), true);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Disable Bob' }).waitFor();
      await bob.signIn();
      await bob.heading('My Garden').waitFor();
    });
    await check('a new password is shown once, and only it is good', async () => {
      await page.getByRole('button', { name: 'Reset password of Bob' }).click();
      await confirm(page, 'Reset the password of Bob?', 'Reset password');
      const dialog = page.getByRole('dialog', { name: 'New password of Bob' });
      const password = await dialog.getByLabel('New password', { exact: true }).innerText();
      expectEqual(await findings(page), []);
      // As on a page that came without TLS.
      await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
      await dialog.getByRole('button', { name: 'Copy' }).click();
      await dialog.getByText('Copied.').waitFor();
      expectEqual(await dialog.getByRole('button', { name: 'Copy' }).evaluate((element) => element === document.activeElement), true);
      await dialog.getByRole('button', { name: 'Done' }).click();
      await page.getByLabel('Find people by name').press('ControlOrMeta+v');
      await expectSoon(() => page.getByLabel('Find people by name').inputValue(), password);
      await page.getByLabel('Find people by name').fill('');
      expectEqual(await page.getByText(password).count(), 0);
      await bob.page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await bob.signIn();
      await bob.page.getByRole('alert').waitFor();
      expectEqual(await bob.page.getByLabel('Password').inputValue(), PASSWORD);
      await bob.page.getByLabel('Password').fill(password);
      await bob.page.getByRole('button', { name: 'Sign in' }).click();
      await bob.heading('My Garden').waitFor();
    });
    await check('people are found by a part of their name', async () => {
      const accounts = page.getByRole('list', { name: 'Accounts' }).getByRole('listitem');
      await expectSoon(() => accounts.count(), 2);
      await page.getByLabel('Find people by name').fill('bo');
      await expectSoon(() => accounts.count(), 1);
      await page.getByLabel('Find people by name').fill('zoe');
      await page.getByText('Nobody is called that.').waitFor();
      await page.getByLabel('Find people by name').fill('');
      await expectSoon(() => accounts.count(), 2);
    });
    await check('a room that one is not in is deleted, for everybody', async () => {
      await page.getByRole('button', { name: 'Delete My-Garden' }).click();
      await confirm(page, 'Delete My-Garden?', 'Delete room');
      const told = page.getByText('My-Garden is deleted.');
      await told.waitFor();
      await expectSoon(() => told.evaluate((element) => element === document.activeElement), true);
      await bob.room('My Garden').waitFor({ state: 'detached' });
      await page.getByText('There is no room.').waitFor();
    });
    await check('who is no administrator is told so, and finds back', async () => {
      await bob.page.goto(`${stage.server.url}/admin`);
      await bob.page.getByText('Only administrators can open this page.').waitFor();
      expectEqual(await findings(bob.page), []);
      await bob.page.getByRole('link', { name: 'Back to the rooms' }).click();
      await bob.rooms().waitFor();
      await bob.page.goto(`${stage.server.url}/settings`);
      await bob.page.getByRole('heading', { name: 'Devices' }).waitFor();
      expectEqual(await bob.page.getByRole('link', { name: 'Open the administration' }).count(), 0);
    });
    await check('who is no longer an administrator is refused by the server too', async () => {
      const [token, second] = await Promise.all([ann.token(), ann.byRest<{ access_token: string }>('POST', '/api/auth/register', DORA)]);
      const { id: dorasId } = await ann.byRest<{ id: number }>('GET', '/api/auth/me', undefined, second.access_token);
      const { id } = await ann.byRest<{ id: number }>('GET', '/api/auth/me', undefined, token);
      await ann.byRest('PATCH', `/api/admin/users/${dorasId}`, { is_admin: true }, token);
      await ann.byRest('PATCH', `/api/admin/users/${id}`, { is_admin: false }, token);
      await page.getByRole('button', { name: 'Disable Bob' }).click();
      await confirm(page, 'Disable Bob?', 'Disable');
      await line(page, 'Accounts', 'bob@example.org').getByRole('alert').getByText('Only an administrator can do this.').waitFor();
    });
  },
};

const DORA = { username: 'Dora', email: 'dora@example.org', password: PASSWORD };

/** What is said of something in a list. */
function line(page: Page, list: string, text: string): Locator {
  return page.getByRole('list', { name: list }).getByRole('listitem').filter({ hasText: text });
}

/** Says yes to a question. */
async function confirm(page: Page, question: string, yes: string): Promise<void> {
  await page.getByRole('dialog', { name: question }).getByRole('button', { name: yes, exact: true }).click();
}
