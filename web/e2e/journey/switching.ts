import { expectEqual } from '../checks';
import type { Journey } from '../stage';

const ROOMS = ['Garden', 'Kitchen', 'Shed', 'Attic'];
const ROUNDS = 6;

/** However fast one goes from room to room, each shows its own messages. */
export const journey: Journey = {
  title: 'fast switching between rooms',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann');
    await ann.signUp();
    for (const room of ROOMS) {
      await ann.createRoom(room);
      await ann.say(`this is ${room}`);
      await ann.hears(`this is ${room}`);
    }

    await check('no room shows what was said in another', async () => {
      await ann.page.reload();
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const room of ROOMS) {
          await ann.room(room).click();
          expectEqual((await ann.said('this is')).filter((text) => text !== `this is ${room}`), []);
        }
      }
    });
    await check('a room that was open before shows its messages at once', async () => {
      for (const room of ROOMS) {
        await ann.openRoom(room);
        expectEqual(await ann.said('this is'), [`this is ${room}`]);
      }
    });
    await check('drafts stay with their rooms', async () => {
      for (const room of ROOMS) {
        await ann.openRoom(room);
        await ann.field().fill(`draft for ${room}`);
      }
      for (const room of ROOMS) {
        await ann.openRoom(room);
        expectEqual(await ann.field().inputValue(), `draft for ${room}`);
      }
    });
    await check('what is sent while going elsewhere lands where it was written', async () => {
      for (const room of ROOMS) {
        await ann.openRoom(room);
        await ann.say(`written in ${room}`);
      }
      for (const room of ROOMS) {
        await ann.openRoom(room);
        await ann.hears(`written in ${room}`);
        expectEqual(await ann.said('written in'), [`written in ${room}`]);
      }
    });
  },
};
