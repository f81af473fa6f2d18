import { expectEqual } from '../checks';
import type { Journey } from '../stage';

const ROOM = 'Garden';

export const journey: Journey = {
  title: 'a phone of 360 px',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann', { viewport: { width: 360, height: 640 } });
    await ann.signUp();
    await ann.createRoom(ROOM);

    await check('a room fits without scrolling sideways', async () => {
      await ann.field().waitFor();
      expectEqual(await ann.isTooWide(), false);
    });
    await check('who is here is shown on demand', async () => {
      await ann.page.getByRole('button', { name: /Who is here: 1 online/ }).click();
      await ann.page.getByRole('dialog').getByText(ann.name).waitFor();
      await ann.page.keyboard.press('Escape');
    });
    await check('the list of rooms fits too', async () => {
      await ann.page.getByRole('button', { name: 'Rooms' }).click();
      await ann.room(ROOM).waitFor();
      expectEqual(await ann.isTooWide(), false);
    });
  },
};
