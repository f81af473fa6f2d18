import type { Journey } from '../stage';

const ROOM = 'Garden';

export const journey: Journey = {
  title: 'a session that is over',
  run: async (stage) => {
    const { check } = stage;
    stage.expectComplaint(/status of 401/);
    const ann = await stage.person('Ann');
    await ann.signUp();
    await ann.createRoom(ROOM);
    await ann.say('Is the gate open?');
    await ann.hears('Is the gate open?');

    await check('it leads to sign-in and back', async () => {
      await ann.page.evaluate(() => localStorage.setItem('rostra.token', 'stale'));
      await ann.page.reload();
      await ann.signIn();
      await ann.heading(ROOM).waitFor();
      await ann.hears('Is the gate open?');
    });
  },
};
