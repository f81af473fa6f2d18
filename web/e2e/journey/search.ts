import { expectEqual, expectSoon } from '../checks';
import type { Journey } from '../stage';

const LINES = 120;

/** What was said long ago is found and looked at where it was said. */
export const journey: Journey = {
  title: 'search and jump',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann');
    await ann.signUp();
    await ann.createRoom('Shed');
    await ann.say('The blue ladder leans behind the door.');
    await ann.hears('The blue ladder');
    await ann.createRoom('Garden');
    await ann.say('The green ladder is in the apple tree.');
    await ann.hears('The green ladder');
    await ann.fill('Garden', LINES);
    await ann.hears(`line ${LINES}.`);
    const found = ann.page.getByRole('list', { name: 'Found messages' }).getByRole('listitem');
    const words = ann.page.getByRole('searchbox', { name: 'Words to find' });

    await check('a word finds messages of this room, with the word marked', async () => {
      await ann.page.getByRole('log').click();
      await ann.page.keyboard.press('/');
      await words.fill('ladders');
      await expectSoon(() => found.count(), 1);
      await words.fill('ladder');
      await expectSoon(() => found.locator('mark').allTextContents(), ['ladder']);
    });
    await check('everywhere finds those of other rooms too', async () => {
      await ann.page.getByText('Everywhere').click();
      await expectSoon(() => found.count(), 2);
    });
    await check('a result leads to the message amid its neighbors, far up in the history', async () => {
      await found.filter({ hasText: 'green' }).getByRole('button').click();
      await ann.page.getByRole('log').getByText('The green ladder is in the apple tree.').waitFor();
      await ann.page.getByRole('log').getByText('line 2.', { exact: true }).waitFor();
    });
    await check('one of another room opens that room', async () => {
      await found.filter({ hasText: 'blue' }).getByRole('button').click();
      await ann.heading('Shed').waitFor();
      await ann.page.getByRole('log').getByText('The blue ladder leans behind the door.').waitFor();
    });
    await check('many results come page by page', async () => {
      await words.fill('line');
      await expectSoon(() => found.count(), 20);
      await ann.page.getByRole('button', { name: 'Load more' }).click();
      await expectSoon(() => found.count(), 40);
    });
    await check('nonsense finds nothing and breaks nothing', async () => {
      await words.fill('"*) OR NEAR( % _ \\');
      await ann.page.getByText('Nothing found.').waitFor();
    });
    await check('Escape closes the panel, and who is here is shown again', async () => {
      await words.press('Escape');
      await words.waitFor({ state: 'detached' });
      await ann.online().first().waitFor();
      expectEqual(await ann.page.getByRole('dialog').count(), 0);
    });
  },
};
