import { expectEqual } from '../checks';
import type { Journey } from '../stage';

const ROOM = 'Garden';
const LONG_HISTORY = 120;

/** Old messages are read by scrolling up. */
export const journey: Journey = {
  title: 'a long history',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await Promise.all([ann.signUp(), bob.signUp()]);
    await ann.createRoom(ROOM);
    await bob.joinRoom(ROOM);
    await ann.say('Is the gate open?');
    await ann.hears('Is the gate open?');

    await check('older messages come on scrolling up, whole and in order', async () => {
      await ann.fill(ROOM, LONG_HISTORY);
      await bob.page.reload();
      await bob.hears(`line ${LONG_HISTORY}.`);
      await ann.hears(`line ${LONG_HISTORY}.`);
      for (let step = 0; step < 40 && (await bob.said('Is the gate open?')).length === 0; step += 1) {
        await bob.log().hover();
        await bob.page.mouse.wheel(0, -1500);
        await bob.page.waitForTimeout(100);
      }
      await bob.hears('Is the gate open?');
      expectEqual(await bob.said('line '), Array.from({ length: LONG_HISTORY }, (_, index) => `line ${index + 1}.`));
      await bob.page.getByRole('button', { name: 'Newest messages' }).click();
    });
  },
};
