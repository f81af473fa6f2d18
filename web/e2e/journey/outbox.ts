import type { Page } from 'playwright-core';
import { expectEqual, expectSoon } from '../checks';
import type { Journey } from '../stage';

const ROOM = 'Garden';

/** What is written while the server is down survives the closing of the tab. */
export const journey: Journey = {
  title: 'an outbox that outlives the tab',
  run: async (stage) => {
    const { check, server } = stage;
    stage.expectComplaint(/WebSocket connection|ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await Promise.all([ann.signUp(), bob.signUp()]);
    await ann.createRoom(ROOM);
    await bob.joinRoom(ROOM);
    await bob.say('before the storm');
    await ann.hears('before the storm');
    const address = bob.page.url();

    await check('two messages are written while the server is down, and the tab is closed', async () => {
      await server.pause();
      await bob.say('first from the dark');
      await bob.say('second from the dark');
      await expectSoon(() => bob.log().locator('li[aria-busy=true]').count(), 2);
      await expectSoon(() => storedOutgoing(bob.page), 2);
      await bob.page.close();
    });
    await check('both arrive once and in order when it is opened again', async () => {
      await server.resume();
      const page = await bob.page.context().newPage();
      await page.goto(address);
      await ann.hears('second from the dark');
      expectEqual(await ann.said('first from the dark'), ['first from the dark']);
      expectEqual(await ann.said('second from the dark'), ['second from the dark']);
      const said = await ann.log().locator('li p').allTextContents();
      expectEqual(said.filter((text) => text.endsWith('from the dark')), ['first from the dark', 'second from the dark']);
      await expectSoon(() => storedOutgoing(page), 0);
      await expectSoon(() => page.locator('[role=log] li[aria-busy=true]').count(), 0);
    });
  },
};

/** How many messages wait in the browser's own store. */
function storedOutgoing(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('rostra');
        opening.addEventListener('error', () => reject(new Error('the store does not open')));
        opening.addEventListener('success', () => {
          const count = opening.result.transaction('outbox').objectStore('outbox').count();
          count.addEventListener('success', () => {
            opening.result.close();
            resolve(count.result);
          });
        });
      }),
  );
}
