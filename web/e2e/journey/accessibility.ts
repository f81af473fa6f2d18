import type { Page } from 'playwright-core';
import { findings } from '../axe';
import { expectEqual } from '../checks';
import type { Person } from '../person';
import type { Journey } from '../stage';

const THEMES = ['light', 'dark', 'neon', 'amber'] as const;
/** What the menu of a room leads to. */
const ROOM_DIALOGS = [
  ['Rename and describe', 'Rename and describe'],
  ['Notifications', 'Notifications of Garden'],
  ['Delete room', 'Delete Garden?'],
] as const;
const MARKDOWN = '**bold** *slanted* ~~gone~~ `code` @Ann https://example.org\n\n> said before\n\n- one\n- two\n\n```js\nlet x = 1;\n```';

/** axe finds nothing on any page in any theme. */
export const journey: Journey = {
  title: 'accessibility of every page in every theme',
  run: async (stage) => {
    const { check } = stage;
    stage.expectComplaint(/status of 404/);
    const guest = await stage.person('Guest');
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const url = stage.server.url;

    const everyTheme = async (where: string, person: Person, ready: () => Promise<void>) => {
      for (const theme of THEMES) {
        await check(`${where}, ${theme}`, async () => {
          await dress(person.page, theme);
          await ready();
          expectEqual(await findings(person.page), []);
        });
      }
    };

    await guest.page.goto(url);
    await everyTheme('the first page', guest, () => guest.page.getByRole('link', { name: 'Sign up' }).waitFor());
    await guest.page.goto(`${url}/register`);
    await everyTheme('signing up', guest, () => guest.page.getByRole('button', { name: 'Sign up' }).waitFor());
    await guest.page.goto(`${url}/login`);
    await everyTheme('signing in', guest, () => guest.page.getByRole('button', { name: 'Sign in' }).waitFor());
    await guest.page.goto(`${url}/nowhere`);
    await everyTheme('a page that is none', guest, () => guest.page.getByText('There is no such page.').waitFor());

    await ann.signUp();
    await everyTheme('without a room', ann, () => ann.page.getByText('Welcome to Rostra').waitFor());
    await ann.createRoom('Garden', 'Plants and people');
    await ann.say(MARKDOWN);
    await ann.hears('slanted');
    await bob.signUp();
    await bob.joinRoom('Garden');
    await bob.say('On my way.');
    await ann.hears('On my way.');
    await everyTheme('a room', ann, () => ann.hears('On my way.'));
    await everyTheme('a room on a phone', bob, () => bob.hears('On my way.'));
    await everyTheme('the rooms on a phone', bob, async () => {
      await bob.page.getByRole('button', { name: /^Rooms/ }).click();
      await bob.page.getByRole('dialog').waitFor();
    });
    await everyTheme('the members', ann, async () => {
      await ann.page.getByRole('tab', { name: 'Members' }).click();
      await ann.page.getByRole('button', { name: 'Remove Bob' }).waitFor();
    });
    await everyTheme('the search', ann, async () => {
      await ann.page.getByRole('button', { name: 'Search messages' }).click();
      await ann.page.getByRole('searchbox', { name: 'Words to find' }).fill('way');
      await ann.page.getByRole('list', { name: 'Found messages' }).getByRole('button').first().waitFor();
    });
    await everyTheme('the room menu', ann, async () => {
      await ann.page.getByRole('button', { name: 'Room menu' }).click();
      await ann.page.getByRole('menu').waitFor();
    });
    await everyTheme('the menu of a message', ann, async () => {
      await openTool(ann, 'More');
      await ann.page.getByRole('menu', { name: 'Message' }).waitFor();
    });
    await everyTheme('the choice of a reaction', ann, async () => {
      await openTool(ann, 'Add reaction');
      await ann.page.getByRole('button', { name: 'All emoji' }).waitFor();
    });
    await everyTheme('all emoji', ann, async () => {
      await ann.hears('On my way.');
      await ann.page.getByRole('button', { name: 'Insert an emoji' }).click();
      await ann.page.getByLabel('Find an emoji').waitFor();
      await ann.page.getByRole('group', { name: 'Groups of emoji' }).waitFor();
    });
    await everyTheme('the short cuts', ann, async () => {
      await ann.hears('On my way.');
      await ann.page.keyboard.press('Control+/');
      await ann.page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
    });
    await everyTheme('a message to be deleted', ann, async () => {
      await openTool(ann, 'More');
      await ann.page.getByRole('menuitem', { name: 'Delete' }).click();
      await ann.page.getByRole('dialog', { name: 'Delete this message?' }).waitFor();
    });
    await everyTheme('who reacted to a message', ann, async () => {
      await openTool(ann, 'Add reaction');
      const choice = ann.page.getByRole('button', { name: 'React with 🔥' });
      if ((await ann.page.getByRole('list', { name: 'Reactions' }).count()) === 0) await choice.click();
      else await ann.page.keyboard.press('Escape');
      await ann.page.getByRole('list', { name: 'Reactions' }).waitFor();
      await openTool(ann, 'More');
      await ann.page.getByRole('menuitem', { name: 'Who reacted' }).click();
      await ann.page.getByRole('dialog', { name: 'Who reacted' }).getByRole('listitem').waitFor();
    });
    for (const [item, dialog] of ROOM_DIALOGS) {
      await everyTheme(`“${item}” of the room menu`, ann, async () => {
        await ann.hears('On my way.');
        await ann.chooseInRoomMenu(item);
        await ann.page.getByRole('dialog', { name: dialog }).waitFor();
      });
    }
    for (const [where, button, dialog] of [
      ['a new room', 'New room', 'New room'],
      ['finding rooms', 'Find rooms', 'Find rooms'],
      ['the switcher', 'Go to a room', 'Go to'],
    ] as const) {
      await everyTheme(where, ann, async () => {
        await ann.hears('On my way.');
        await ann.page.getByRole('button', { name: button }).first().click();
        await ann.page.getByRole('dialog', { name: dialog }).waitFor();
      });
    }
    await ann.page.goto(`${url}/settings`);
    await everyTheme('the settings', ann, () => ann.page.getByRole('heading', { name: 'Settings' }).waitFor());
    await ann.page.goto(`${url}/admin`);
    await everyTheme('the administration', ann, async () => {
      await ann.page.getByRole('button', { name: 'Disable Bob' }).waitFor();
      await ann.page.getByRole('button', { name: 'Delete Garden' }).waitFor();
      await ann.page.getByRole('table').waitFor();
    });
    // Above the field are the rooms, from before.
    await bob.page.reload();
    await bob.field().fill('The pears are');
    await ann.page.getByRole('button', { name: 'Delete Garden' }).click();
    await ann.page.getByRole('dialog').getByRole('button', { name: 'Delete room' }).click();
    await everyTheme('a room that is gone, and what was being written there', bob, async () => {
      await bob.page.getByText('You are not in this room.').waitFor();
      await bob.page.getByText('The pears are').waitFor();
    });
  },
};

/** Opens one of the tools over Bob's message. */
async function openTool(person: Person, tool: string): Promise<void> {
  await person.hears('On my way.');
  await person.log().locator('article', { hasText: 'On my way.' }).hover();
  await person.page.getByRole('button', { name: tool, exact: true }).click();
}

/** Shows the page anew in a theme, without the lines of an old screen, which are above everything. */
async function dress(page: Page, theme: string): Promise<void> {
  await page.evaluate((name) => localStorage.setItem('rostra.look', JSON.stringify({ theme: name, crt: false })), theme);
  await page.reload();
}
