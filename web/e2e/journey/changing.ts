import { expectEqual, expectSoon } from '../checks';
import type { Person } from '../person';
import type { Journey } from '../stage';

const ROOM = 'Garden';

/** Messages are edited, deleted, reacted to and answered, and everybody sees it. */
export const journey: Journey = {
  title: 'editing, deleting, reacting, answering',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await Promise.all([ann.signUp(), bob.signUp()]);
    await ann.createRoom(ROOM);
    await bob.joinRoom(ROOM);
    await ann.say('Lunch at noon?');
    await Promise.all([ann.hears('Lunch at noon?'), bob.hears('Lunch at noon?')]);

    await check('Up in the empty field edits the last message, Escape leaves it as it was', async () => {
      await ann.field().press('ArrowUp');
      const edit = ann.page.getByRole('textbox', { name: 'Edit message' });
      await edit.fill('Lunch never');
      await edit.press('Escape');
      await edit.waitFor({ state: 'detached' });
      expectEqual(await ann.said('Lunch'), ['Lunch at noon?']);
    });
    await check('an edited message is told to others, with a mark', async () => {
      await ann.field().click();
      await ann.field().press('ArrowUp');
      const edit = ann.page.getByRole('textbox', { name: 'Edit message' });
      await edit.fill('Lunch at one?');
      await edit.press('Enter');
      await bob.hears('Lunch at one?');
      await message(bob, 'Lunch at one?').getByText('(edited)').waitFor();
    });
    await check('a reaction is counted, and taken back with a second click', async () => {
      await react(bob, 'Lunch at one?', '🎉');
      await ann.page.getByRole('button', { name: '🎉 1 person reacted' }).click();
      await bob.page.getByRole('button', { name: '🎉 You and 1 other reacted' }).click();
      await ann.page.getByRole('button', { name: '🎉 You reacted' }).waitFor();
    });
    await check('who reacted is told by name: to who points at it, in the menu, and by a key', async () => {
      const reaction = ann.page.getByRole('button', { name: '🎉 You reacted' });
      await reaction.hover();
      await expectSoon(() => reaction.getAttribute('title'), 'You');
      const names = bob.page.getByRole('dialog', { name: 'Who reacted' }).getByRole('listitem');
      await message(bob, 'Lunch at one?').hover();
      await bob.page.getByRole('button', { name: 'More' }).click();
      await bob.page.getByRole('menuitem', { name: 'Who reacted' }).click();
      await expectSoon(() => names.allInnerTexts(), ['🎉\n1\nAnn']);
      await bob.page.keyboard.press('Escape');
      await toLastMessage(bob, 'Lunch at one?');
      await bob.page.keyboard.press('w');
      await names.waitFor();
      await bob.page.keyboard.press('Escape');
    });
    await check('any emoji can be a reaction', async () => {
      await message(bob, 'Lunch at one?').hover();
      await bob.page.getByRole('button', { name: 'Add reaction' }).click();
      await bob.page.getByRole('button', { name: 'All emoji' }).click();
      await bob.page.getByLabel('Find an emoji').fill('tomato');
      await bob.page.getByRole('button', { name: /tomato/i }).first().click();
      await ann.page.getByRole('button', { name: /🍅 1 person reacted/ }).waitFor();
    });
    await check('an answer quotes what it answers', async () => {
      await message(bob, 'Lunch at one?').hover();
      await bob.page.getByRole('button', { name: 'Reply' }).click();
      await bob.page.getByText('Answering').waitFor();
      await bob.say('With pleasure.');
      await message(ann, 'With pleasure.').getByRole('button', { name: 'In answer to Ann: Lunch at one?' }).waitFor();
    });
    await check('what is deleted is gone for everybody, its quote too, after being asked', async () => {
      await message(ann, 'Lunch at one?').first().hover();
      await ann.page.getByRole('button', { name: 'More' }).click();
      await ann.page.getByRole('menuitem', { name: 'Delete' }).click();
      await ann.page.getByRole('dialog', { name: 'Delete this message?' }).getByRole('button', { name: 'Delete' }).click();
      await bob.page.getByText('This message was deleted.').first().waitFor();
      await expectSoon(() => bob.said('Lunch'), []);
      await bob.page.getByRole('button', { name: /In answer to/ }).getByText('This message was deleted.').waitFor();
    });
    await check('the keys alone do all of it', async () => {
      await bob.say('by keys alone');
      await bob.hears('by keys alone');
      await toLastMessage(bob, 'by keys alone');
      await bob.page.keyboard.press('+');
      await bob.page.getByRole('button', { name: 'React with 👍' }).waitFor();
      await bob.page.keyboard.press('ArrowRight');
      await bob.page.keyboard.press('Enter');
      await ann.page.getByRole('button', { name: '👎 1 person reacted' }).waitFor();
      await bob.page.locator('article:focus-within', { hasText: 'by keys alone' }).waitFor();
      await bob.page.keyboard.press('Escape');
      await toLastMessage(bob, 'by keys alone');
      await bob.page.keyboard.press('e');
      await bob.page.getByRole('textbox', { name: 'Edit message' }).fill('by keys only');
      await bob.page.keyboard.press('Enter');
      await ann.hears('by keys only');
      await bob.page.getByRole('textbox', { name: 'Edit message' }).waitFor({ state: 'detached' });
    });
    await check('a refused edit says why, and what was typed stays', async () => {
      stage.expectComplaint(/status of 422/);
      await bob.field().press('ArrowUp');
      const edit = bob.page.getByRole('textbox', { name: 'Edit message' });
      await edit.fill('x'.repeat(1001));
      await edit.press('Enter');
      await bob.page.getByRole('alert').waitFor();
      expectEqual((await edit.inputValue()).length, 1001);
    });
    await check('a half-written edit is there again after a reload, until it is given up', async () => {
      const edit = bob.page.getByRole('textbox', { name: 'Edit message' });
      await bob.page.reload();
      await edit.waitFor();
      expectEqual((await edit.inputValue()).length, 1001);
      await edit.press('Escape');
      await edit.waitFor({ state: 'detached' });
      await bob.page.reload();
      await bob.page.getByRole('article').last().waitFor();
      expectEqual(await edit.count(), 0);
    });
  },
};

const message = (person: Person, text: string) => person.log().locator('article', { has: person.page.getByText(text, { exact: true }) });

async function react(person: Person, text: string, emoji: string): Promise<void> {
  await message(person, text).hover();
  await person.page.getByRole('button', { name: 'Add reaction' }).click();
  await person.page.getByRole('button', { name: `React with ${emoji}` }).click();
}

/** From the field backwards into the messages, with reactions on the way, and to the last one, which says `text`. */
async function toLastMessage(person: Person, text: string): Promise<void> {
  const focused = person.page.locator('article:focus');
  for (let step = 0; step < 10 && (await focused.count()) === 0; step += 1) await person.page.keyboard.press('Shift+Tab');
  await person.page.keyboard.press('End');
  await focused.filter({ hasText: text }).waitFor();
}
