// Takes the pictures of the page for the documentation: `npm run screenshots -- <folder>`.
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Person, TYPING_PAUSE_MS, openBrowser } from './person';
import { startServer } from './server';

const TALK = [
  ['ann', 'Good morning! Has anybody seen the blue watering can?'],
  ['bob', 'It leans on the north fence, behind the beans.'],
  ['bob', 'I borrowed it for the tomatoes. They are worth it: https://example.org/tomatoes'],
  ['ann', 'Found it, thank you!'],
  ['ann', 'Who is in for lunch at the long table?\nI bring soup.'],
  ['bob', 'Then I bring the bread.'],
] as const;

export async function main([folder = '../docs/screenshots']: readonly string[]): Promise<number> {
  const out = resolve(folder);
  await mkdir(out, { recursive: true });
  const server = await startServer();
  const browser = await openBrowser();
  try {
    const ann = await Person.at(browser, server.url, 'Ann', { colorScheme: 'light' });
    const bob = await Person.at(browser, server.url, 'Bob', {
      colorScheme: 'dark',
      viewport: { width: 390, height: 780 },
      deviceScaleFactor: 2,
    });
    await talk(ann, bob);
    for (const { page } of [ann, bob]) await page.mouse.move(0, 0);
    await ann.page.screenshot({ path: join(out, 'chat-desktop.png') });
    await bob.page.screenshot({ path: join(out, 'chat-phone.png') });
  } finally {
    await browser.close();
    await server.stop();
  }
  return 0;
}

async function talk(ann: Person, bob: Person): Promise<void> {
  await ann.signUp();
  await bob.signUp();
  await ann.createRoom('Kitchen', 'What is cooking');
  await ann.createRoom('Tool shed', 'Lend, borrow, bring back');
  await ann.createRoom('Garden', 'Plants and people');
  await bob.joinRoom('Kitchen');
  await bob.say('The soup pot is free again.');
  await bob.say('And clean!');
  await bob.page.getByRole('link', { name: 'Back to all rooms' }).click();
  await bob.joinRoom('Garden');
  const people = { ann, bob };
  for (const [who, text] of TALK) {
    await people[who].say(text);
    const [firstLine = ''] = text.split('\n');
    await ann.hears(firstLine);
    await bob.hears(firstLine);
  }
  // Typing is told again only a while after it was told for the last message.
  await bob.page.waitForTimeout(TYPING_PAUSE_MS);
  await bob.field().pressSequentially('And');
  await ann.page.getByText('Bob is typing…').waitFor();
}
