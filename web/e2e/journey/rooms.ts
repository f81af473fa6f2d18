import { expectEqual, expectSoon } from '../checks';
import type { Journey } from '../stage';

/** Rooms are found, entered, changed, left and deleted, and everybody sees it at once. */
export const journey: Journey = {
  title: 'rooms from founding to deletion',
  run: async (stage) => {
    const { check } = stage;
    stage.expectComplaint(/status of 40[034]/);
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await Promise.all([ann.signUp(), bob.signUp()]);

    await check('a name with spaces is shown with hyphens', async () => {
      await ann.createRoom('My Garden', 'Plants and people');
      await ann.page.getByRole('heading', { name: 'My-Garden', level: 1 }).waitFor();
    });
    await check('a taken name is told beside the field, and what was typed stays', async () => {
      await ann.page.getByRole('button', { name: 'New room' }).first().click();
      const dialog = ann.page.getByRole('dialog', { name: 'New room' });
      await dialog.getByLabel('Name').fill('my garden');
      await dialog.getByRole('button', { name: 'Create room' }).click();
      await dialog.getByText(/already exists/).waitFor();
      expectEqual(await dialog.getByLabel('Name').inputValue(), 'my garden');
      await ann.page.keyboard.press('Escape');
    });
    await check('rooms are found by a part of their name, and joined', async () => {
      await ann.createRoom('Tool shed');
      await bob.page.getByRole('button', { name: 'Find rooms' }).first().click();
      const list = bob.page.getByRole('list', { name: 'Public rooms' });
      await expectSoon(() => list.getByRole('listitem').count(), 2);
      await bob.page.getByLabel('Name of the room').fill('gard');
      await expectSoon(() => list.getByRole('listitem').count(), 1);
      await list.getByRole('button', { name: 'Join My-Garden' }).click();
      await bob.heading('My Garden').waitFor();
    });
    await check('the creator renames, and a member sees it at once', async () => {
      await ann.openRoom('My Garden');
      await ann.chooseInRoomMenu('Rename and describe');
      const dialog = ann.page.getByRole('dialog', { name: 'Rename and describe' });
      await dialog.getByLabel('Name').fill('Orchard');
      await dialog.getByLabel('What is it about?').fill('Apples');
      await dialog.getByRole('button', { name: 'Save' }).click();
      await ann.heading('Orchard').waitFor();
      await bob.heading('Orchard').waitFor();
      await bob.page.getByText('Apples').waitFor();
    });
    await check('the creator takes a member out of the room', async () => {
      await ann.page.getByRole('tab', { name: 'Members' }).click();
      await ann.page.getByRole('button', { name: 'Remove Bob' }).click();
      await ann.page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await expectSoon(() => ann.page.getByRole('list', { name: 'Members' }).getByRole('listitem').count(), 1);
      await bob.page.getByText('You are not in this room.').waitFor();
      await ann.page.getByRole('tab', { name: /^Online/ }).click();
    });
    await check('who stands before a public room joins it there', async () => {
      await bob.page.getByRole('button', { name: 'Join the room' }).click();
      await bob.heading('Orchard').waitFor();
    });
    await check('a member leaves after being asked', async () => {
      await bob.chooseInRoomMenu('Leave room');
      await bob.page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click();
      await bob.chooseInRoomMenu('Leave room');
      await bob.page.getByRole('dialog').getByRole('button', { name: 'Leave room' }).click();
      await bob.room('Orchard').waitFor({ state: 'detached' });
      await expectSoon(() => ann.online().count(), 1);
    });
    await check('the creator deletes, and it is gone for everybody', async () => {
      await bob.joinRoom('Orchard');
      await bob.field().fill('The pears are');
      await ann.chooseInRoomMenu('Delete room');
      await ann.page.getByRole('dialog').getByText(/can't be undone/).waitFor();
      await ann.page.getByRole('dialog').getByRole('button', { name: 'Delete room' }).click();
      await ann.room('Orchard').waitFor({ state: 'detached' });
      await bob.page.getByText('You are not in this room.').waitFor();
    });
    await check('what was being written there is not lost, also after a reload', async () => {
      await bob.page.reload();
      const left = bob.page.getByRole('region', { name: 'What you wrote here and did not send' });
      await left.getByText('The pears are').waitFor();
      await left.getByRole('button', { name: 'Discard' }).click();
      await left.waitFor({ state: 'detached' });
    });
  },
};
