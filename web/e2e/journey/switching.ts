import { expectEqual } from '../checks';
import { type Frame, takeFrames, watchFrames } from '../frames';
import type { Journey } from '../stage';

const ROOMS = ['Garden', 'Kitchen', 'Shed', 'Attic'] as const;
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

    await check('no frame shows the messages of two rooms, or of another than it names', async () => {
      await ann.page.reload();
      await ann.room(ROOMS[0]).waitFor();
      await watchFrames(ann.page);
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const room of ROOMS) await ann.room(room).click();
      }
      for (const room of ROOMS) {
        await ann.openRoom(room);
        await ann.hears(`this is ${room}`);
      }
      const frames = await takeFrames(ann.page);
      expectEqual(frames.filter(isMixed), []);
      for (const room of ROOMS) expectEqual(frames.some((frame) => frame.names[0] === room && whatIsSaid(frame).length === 1), true);
    });
    await check('a room that was open before shows its messages in its first frame', async () => {
      for (const room of ROOMS) {
        await ann.openRoom(room);
        const first = (await takeFrames(ann.page)).find((frame) => frame.names[0] === room);
        expectEqual(first && whatIsSaid(first), [`this is ${room}`]);
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

const whatIsSaid = ({ paragraphs }: Frame) => paragraphs.filter((text) => text.startsWith('this is'));

function isMixed(frame: Frame): boolean {
  return frame.names.length > 1 || whatIsSaid(frame).some((text) => text !== `this is ${frame.names[0]}`);
}
