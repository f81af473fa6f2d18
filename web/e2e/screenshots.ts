// Takes the pictures of the page for the documentation: `npm run screenshots -- <folder>`.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { Person, openBrowser } from './person';
import { startServer } from './server';

const DESK: BrowserContextOptions = { viewport: { width: 1280, height: 800 }, colorScheme: 'light' };
const PHONE: BrowserContextOptions = { viewport: { width: 360, height: 740 }, colorScheme: 'dark', hasTouch: true, isMobile: true };

const TALK = [
  ['Ann', 'Good morning! Has anybody seen the blue watering can?'],
  ['Bob', 'It leans on the north fence, behind the beans.'],
  ['Bob', 'I borrowed it for the **tomatoes**. They are worth it: https://example.org/tomatoes'],
  ['Cem', 'The pump is on a timer now:\n```toml\n[garden]\nwater = "06:30"\nminutes = 12\n```'],
  ['Ann', 'Thank you, @Cem! For Saturday we still need\n- two ladders\n- the long table\n- somebody with a *loud* voice'],
  ['Bob', 'I bring the bread, and my voice.'],
] as const;

export async function main([folder = '../docs/screenshots']: readonly string[]): Promise<number> {
  const out = resolve(folder);
  await mkdir(out, { recursive: true });
  const server = await startServer();
  const browser = await openBrowser();
  const take = async (person: Person, name: string) => {
    await person.page.mouse.move(0, 0);
    // What fades or slides in has arrived.
    await person.page.evaluate(() => Promise.all(document.getAnimations().map(({ finished, effect }) => effect?.getTiming().iterations === Infinity || finished.catch(() => {}))));
    await person.page.screenshot({ path: join(out, `${name}.png`) });
  };
  try {
    await entries(browser, server.url, take);
    const [ann, bob] = await talk(browser, server.url);
    await desk(ann, take);
    await phone(bob, take);
  } finally {
    await browser.close();
    await server.stop();
  }
  return 0;
}

type Take = (person: Person, name: string) => Promise<void>;

async function entries(browser: Browser, url: string, take: Take): Promise<void> {
  for (const [width, options] of [['desk', DESK], ['phone', PHONE]] as const) {
    const guest = await Person.at(browser, url, 'Guest', options);
    await guest.page.goto(url);
    await guest.page.getByRole('link', { name: 'Sign up' }).waitFor();
    await guest.page.evaluate(() => document.fonts.ready);
    await take(guest, `landing-${width}`);
    await guest.page.goto(`${url}/register`);
    await guest.page.getByRole('button', { name: 'Sign up' }).waitFor();
    await take(guest, `sign-up-${width}`);
    await guest.page.context().close();
  }
}

/** Three people talk in the garden; there are other rooms. */
async function talk(browser: Browser, url: string): Promise<readonly [Person, Person]> {
  const ann = await Person.at(browser, url, 'Ann', DESK);
  const bob = await Person.at(browser, url, 'Bob', PHONE);
  const cem = await Person.at(browser, url, 'Cem', DESK);
  const people = { Ann: ann, Bob: bob, Cem: cem };
  for (const person of [ann, bob, cem]) await person.signUp();
  await ann.createRoom('Kitchen', 'What is cooking');
  await ann.createRoom('Tool shed', 'Lend, borrow, bring back');
  await ann.createRoom('Garden', 'Plants, people and the long table on Saturdays');
  await bob.joinRoom('Kitchen');
  await bob.say('The soup pot is free again.');
  await bob.say('And clean!');
  await bob.hears('And clean!');
  for (const person of [bob, cem]) {
    await person.page.goto(`${url}/rooms`);
    await person.joinRoom('Garden');
  }
  for (const [who, text] of TALK) {
    await people[who].say(text);
    const last = text.split('\n').at(-2) ?? text;
    await ann.page.getByRole('log').getByText(last.replaceAll(/[*`-]/g, '').slice(0, 20).trim()).first().waitFor();
  }
  for (const [person, emoji] of [[cem, '👍'], [ann, '👍'], [ann, '🎉']] as const) await react(person, 'and my voice', emoji);
  await ann.field().click();
  return [ann, bob];
}

async function react({ page }: Person, text: string, emoji: string): Promise<void> {
  await page.getByRole('log').locator('article', { hasText: text }).hover();
  await page.getByRole('button', { name: 'Add reaction' }).click();
  await page.getByRole('button', { name: `React with ${emoji}` }).click();
  await page.getByRole('list', { name: 'Reactions' }).getByText(emoji).waitFor();
}

async function desk(ann: Person, take: Take): Promise<void> {
  const { page } = ann;
  await take(ann, 'chat-desk');
  for (const theme of ['amber', 'dark', 'light']) {
    await dress(ann, theme);
    await ann.hears('and my voice');
    await take(ann, `chat-desk-${theme}`);
  }
  await page.getByRole('button', { name: 'Search messages' }).click();
  await page.getByRole('searchbox', { name: 'Words to find' }).fill('bring');
  await page.getByRole('list', { name: 'Found messages' }).getByRole('button').first().waitFor();
  await take(ann, 'search-desk');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Room or page' }).waitFor();
  await take(ann, 'switcher-desk');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Find rooms' }).first().click();
  await page.getByRole('list', { name: 'Public rooms' }).waitFor();
  await take(ann, 'discover-desk');
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await take(ann, 'settings-desk');
  await administration(ann, take);
}

/** The first account looks after the place. */
async function administration(ann: Person, take: Take): Promise<void> {
  const { page } = ann;
  await page.goto(`${new URL(page.url()).origin}/admin`);
  for (const [width, size] of [['desk', DESK.viewport], ['phone', PHONE.viewport]] as const) {
    if (size) await page.setViewportSize(size);
    await page.getByRole('button', { name: 'Disable Bob' }).waitFor();
    await page.getByRole('table').waitFor();
    await take(ann, `admin-${width}`);
  }
}

async function dress(person: Person, theme: string): Promise<void> {
  await person.page.evaluate((name) => localStorage.setItem('rostra.look', JSON.stringify({ theme: name })), theme);
  await person.page.reload();
}

async function phone(bob: Person, take: Take): Promise<void> {
  const { page } = bob;
  await dress(bob, 'dark');
  await bob.hears('and my voice');
  await take(bob, 'chat-phone');
  await page.getByRole('button', { name: /^Rooms/ }).click();
  await bob.room('Garden').first().waitFor();
  await take(bob, 'rooms-phone');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Who is here/ }).click();
  await page.getByRole('tab', { name: 'Members' }).click();
  await page.getByRole('list', { name: 'Members' }).waitFor();
  await take(bob, 'members-phone');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Search messages' }).click();
  await page.getByRole('searchbox', { name: 'Words to find' }).fill('bring');
  await page.getByRole('list', { name: 'Found messages' }).getByRole('button').first().waitFor();
  await take(bob, 'search-phone');
  await page.keyboard.press('Escape');
  await page.goto(`${new URL(page.url()).origin}/settings`);
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await take(bob, 'settings-phone');
}
