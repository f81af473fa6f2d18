import { expectEqual, expectSoon } from '../checks';
import type { Journey } from '../stage';

/** A server that comes back with another version of the page asks for a reload. */
export const journey: Journey = {
  title: 'a newer version',
  run: async (stage) => {
    const { check } = stage;
    stage.expectComplaint(/WebSocket|ERR_CONNECTION/);
    const ann = await stage.person('Ann');
    await ann.signUp();
    await ann.createRoom('Garden');
    const line = ann.page.getByText('Rostra was updated.');

    await check('the same version asks for nothing', async () => {
      const looked = ann.page.waitForResponse((response) => new URL(response.url()).pathname === '/');
      await stage.server.restart();
      await (await looked).finished();
      await expectSoon(() => ann.online().count(), 1);
      expectEqual(await line.count(), 0);
    });
    await check('another version asks for a reload, and what was typed is there after it', async () => {
      await ann.page.route('**/', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<script type="module" src="/assets/index-another.js"></script>' }),
      );
      await ann.field().fill('half a thought');
      await stage.server.restart();
      await line.waitFor();
      await ann.page.unroute('**/');
      await ann.page.getByRole('button', { name: 'Reload' }).click();
      await expectSoon(() => ann.field().inputValue(), 'half a thought');
      expectEqual(await line.count(), 0);
    });
  },
};
