import { expectSoon } from '../checks';
import type { Journey } from '../stage';

/** A private room is seen by its members only. */
export const journey: Journey = {
  title: 'a private room',
  run: async (stage) => {
    const { check } = stage;
    // Whoever is taken out while looking at the room asks whether it can be joined.
    stage.expectComplaint(/status of 404/);
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await Promise.all([ann.signUp(), bob.signUp()]);

    await check('it is founded, and nobody finds it', async () => {
      await ann.page.getByRole('button', { name: 'New room' }).first().click();
      const dialog = ann.page.getByRole('dialog', { name: 'New room' });
      await dialog.getByLabel('Name').fill('Surprise');
      await dialog.getByRole('radio', { name: /Members only/ }).check();
      await dialog.getByRole('button', { name: 'Create room' }).click();
      await ann.heading('Surprise').waitFor();
      await bob.page.getByRole('button', { name: 'Find rooms' }).first().click();
      await bob.page.getByText('There is no public room yet.').waitFor();
      await bob.page.keyboard.press('Escape');
    });
    await check('a member brings in somebody, who sees the room at once', async () => {
      await ann.page.getByRole('tab', { name: 'Members' }).click();
      await ann.page.getByRole('button', { name: 'Add people' }).click();
      const dialog = ann.page.getByRole('dialog', { name: 'Add people' });
      await dialog.getByLabel('Name').fill('bo');
      await dialog.getByRole('button', { name: 'Add Bob' }).click();
      await dialog.getByText('is a member').waitFor();
      await ann.page.keyboard.press('Escape');
      await bob.openRoom('Surprise');
      await bob.say('What a room!');
      await ann.hears('What a room!');
    });
    await check('whoever is taken out sees it no more', async () => {
      await expectSoon(() => ann.page.getByRole('list', { name: 'Members' }).getByRole('listitem').count(), 2);
      await ann.page.getByRole('button', { name: 'Remove Bob' }).click();
      await ann.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await bob.room('Surprise').waitFor({ state: 'detached' });
      await expectSoon(() => bob.page.getByText('What a room!').count(), 0);
    });
  },
};
