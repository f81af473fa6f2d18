import { expectEqual, expectSoon } from '../checks';
import type { Journey } from '../stage';

const ROOM = 'Garden';

/** Two people sign up, meet in a room and talk. */
export const journey: Journey = {
  title: 'from signing up to a talk',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await check('both sign up', async () => {
      await Promise.all([ann.signUp(), bob.signUp()]);
    });
    await check('Ann creates a room and Bob finds and joins it', async () => {
      await ann.createRoom(ROOM, 'Plants and people');
      await bob.joinRoom(ROOM);
    });
    await check('each sees the other in the room', async () => {
      await expectSoon(() => ann.online().count(), 2);
      await expectSoon(() => bob.online().count(), 2);
    });
    await check('they hear each other', async () => {
      await ann.say('Is the gate open?');
      await bob.hears('Is the gate open?');
      await bob.say('Wide open.\nCome in!');
      await ann.hears('Wide open.');
    });
    await check('what was said stands once and in order', async () => {
      for (const text of ['one', 'two', 'three']) await ann.say(`number ${text}`);
      await bob.hears('number three');
      expectEqual(await bob.said('number'), ['number one', 'number two', 'number three']);
      await expectSoon(() => ann.said('number'), ['number one', 'number two', 'number three']);
    });
    await check('typing is shown and ends with the message', async () => {
      const isTyping = ann.page.getByText(`${bob.name} is typing…`);
      // What was typed for the last message was told a moment ago, and is told again only after a while.
      await expectSoon(async () => {
        await bob.field().press('m');
        return isTyping.isVisible();
      }, true);
      await bob.say('well');
      await isTyping.waitFor({ state: 'detached' });
    });
    await check('another room shows what is unread', async () => {
      await ann.createRoom('Shed');
      await bob.say('anybody here?');
      await expectSoon(() => ann.room(ROOM).textContent(), `${ROOM} 1 unread`);
      await ann.openRoom(ROOM);
      await ann.hears('anybody here?');
      await expectSoon(() => ann.room(ROOM).textContent(), `${ROOM} `);
    });
    await check('a reload keeps room, history and draft', async () => {
      await ann.field().fill('half a thought');
      await ann.page.reload();
      await ann.hears('Wide open.');
      expectEqual(await ann.field().inputValue(), 'half a thought');
      await ann.field().fill('');
      await expectSoon(() => bob.online().count(), 2);
    });
  },
};
