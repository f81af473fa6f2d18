import type { Page } from 'playwright-core';
import { expectEqual, expectSoon } from '../checks';
import type { Journey } from '../stage';

const ROOM = 'Garden';

/** Two tabs of one person show the same. */
export const journey: Journey = {
  title: 'two tabs of one person',
  run: async (stage) => {
    const { check, server } = stage;
    stage.expectComplaint(/WebSocket connection|ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_CONNECTION_RESET/);
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await Promise.all([ann.signUp(), bob.signUp()]);
    await ann.createRoom(ROOM);
    await bob.joinRoom(ROOM);
    const other = await bob.page.context().newPage();
    await other.goto(bob.page.url());
    await fieldOf(other).waitFor();

    await check('what is typed in one is typed in the other', async () => {
      await bob.page.bringToFront();
      await bob.field().fill('half a thought');
      await expectSoon(() => fieldOf(other).inputValue(), 'half a thought');
      await bob.field().fill('');
      await expectSoon(() => fieldOf(other).inputValue(), '');
    });
    await check('what is sent from either arrives once, in both', async () => {
      await bob.say('from the one');
      await fieldOf(other).fill('from the other');
      await fieldOf(other).press('Enter');
      await ann.hears('from the other');
      for (const text of ['from the one', 'from the other']) {
        await expectSoon(() => said(bob.page, text), [text]);
        await expectSoon(() => said(other, text), [text]);
        expectEqual(await ann.said(text), [text]);
      }
    });
    await check('what waits in one waits in the other, and is sent once, in the order of writing', async () => {
      await server.pause();
      await bob.say('waiting one');
      await expectSoon(() => said(other, 'waiting one'), ['waiting one']);
      await fieldOf(other).fill('waiting two');
      await fieldOf(other).press('Enter');
      await expectSoon(() => said(bob.page, 'waiting'), ['waiting one', 'waiting two']);
      await server.resume();
      await ann.hears('waiting two');
      expectEqual(await ann.said('waiting'), ['waiting one', 'waiting two']);
      for (const page of [bob.page, other]) await expectSoon(() => page.locator('[role=log] li[aria-busy=true]').count(), 0);
      expectEqual(await said(other, 'waiting'), ['waiting one', 'waiting two']);
    });
  },
};

const fieldOf = (page: Page) => page.getByRole('textbox', { name: /^Message to/ });

async function said(page: Page, start: string): Promise<string[]> {
  const texts = await page.locator('[role=log] li p').allTextContents();
  return texts.filter((text) => text.startsWith(start));
}
