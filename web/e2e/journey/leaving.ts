import { expectSoon } from '../checks';
import type { Journey } from '../stage';

const ROOM = 'Garden';

export const journey: Journey = {
  title: 'leaving a room',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await Promise.all([ann.signUp(), bob.signUp()]);
    await ann.createRoom(ROOM);
    await bob.joinRoom(ROOM);

    await check('a creator is told why they cannot leave', async () => {
      await ann.chooseInRoomMenu('Delete room');
      await ann.page.getByRole('dialog').getByText(/can't leave it/).waitFor();
      await ann.page.keyboard.press('Escape');
    });
    await check('a member leaves', async () => {
      await bob.chooseInRoomMenu('Leave room');
      await bob.page.getByRole('dialog').getByRole('button', { name: 'Leave room' }).click();
      await bob.room(ROOM).waitFor({ state: 'detached' });
      await expectSoon(() => ann.online().count(), 1);
    });
  },
};
