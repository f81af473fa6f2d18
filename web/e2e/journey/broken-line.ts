import { expectEqual, expectSoon } from '../checks';
import type { Journey } from '../stage';

const ROOM = 'Garden';

/** What is written while the line or the server is down arrives once. */
export const journey: Journey = {
  title: 'through a broken line and a restart',
  run: async (stage) => {
    const { check } = stage;
    stage.expectComplaint(/WebSocket|ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await bob.makeLineCuttable();
    await Promise.all([ann.signUp(), bob.signUp()]);
    await ann.createRoom(ROOM);
    await bob.joinRoom(ROOM);

    await check('the word of a broken line lies over the page and moves nothing', async () => {
      const place = () => bob.log().boundingBox();
      const before = await place();
      await bob.cutLine();
      await bob.page.getByText('Connecting again').waitFor();
      expectEqual(await place(), before);
      bob.mendLine();
      // It comes back by itself; this only spares the wait. A click on "Try now" might come too late.
      await bob.page.evaluate(() => window.dispatchEvent(new Event('online')));
      await bob.page.getByText('Connecting again').waitFor({ state: 'detached' });
      expectEqual(await place(), before);
    });
    await check('what is written while the line is cut arrives once', async () => {
      await bob.cutLine();
      await bob.say('from the tunnel');
      await ann.say('meanwhile');
      await ann.hears('meanwhile');
      await bob.page.getByText('Connecting again').waitFor();
      bob.mendLine();
      await bob.hears('from the tunnel');
      await ann.hears('from the tunnel');
      await bob.hears('meanwhile');
      expectEqual(await ann.said('from the tunnel'), ['from the tunnel']);
    });
    await check('a restart of the server loses nothing', async () => {
      const down = stage.server.restart();
      await bob.say('through the restart');
      await down;
      await ann.hears('through the restart');
      await bob.hears('through the restart');
      await expectSoon(() => bob.said('through the restart'), ['through the restart']);
      await expectSoon(() => ann.online().count(), 2);
    });
  },
};
