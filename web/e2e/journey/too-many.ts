import { expectEqual } from '../checks';
import { PASSWORD, type Person } from '../person';
import type { Journey } from '../stage';

const ROOM = 'Garden';
/** A server takes 30 messages at once from each person, and then one every two seconds. */
const BURST = 36;
/** Five wrong passwords are free; this many are not. */
const GUESSES = 8;

/** Who wants more than the server takes is told to wait, and loses nothing. */
export const journey: Journey = {
  title: 'more than the server takes at once',
  settings: { ROSTRA_RATE_LIMITS: 'on' },
  run: async (stage) => {
    const { check } = stage;
    stage.expectComplaint(/status of (?:401|429)/);
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await Promise.all([ann.signUp(), bob.signUp()]);
    await ann.createRoom(ROOM);
    await bob.joinRoom(ROOM);

    await check('what is written too fast waits and says for how long', async () => {
      for (const line of LINES) await ann.say(line);
      await ann.page.getByText(/Too many messages at once: it is sent in \d+ s\./).first().waitFor();
    });
    await check('all of it arrives by itself, once and in order', async () => {
      await bob.hears(LINES.at(-1) ?? '');
      expectEqual(await written(bob), LINES);
      await ann.page.getByText(/Too many messages at once/).first().waitFor({ state: 'detached' });
    });
    await check('who guesses too often is told when to try again, beside the form that keeps what was typed', async () => {
      const other = await stage.person('Ann');
      await other.page.goto(`${stage.server.url}/login`);
      await other.page.getByLabel('Username').fill('Ann');
      const wait = other.page.getByRole('alert').getByText(/You can try again in \d+ s\./);
      for (let guess = 0; guess < GUESSES && (await wait.count()) === 0; guess += 1) await guessed(other);
      await wait.waitFor();
      expectEqual(await other.page.getByLabel('Username').inputValue(), 'Ann');
      await other.page.getByText('You can try again now.').waitFor();
      await other.page.getByLabel('Password').fill(PASSWORD);
      await other.page.getByRole('button', { name: 'Sign in' }).click();
      await other.rooms().waitFor();
    });
  },
};

const LINES = Array.from({ length: BURST }, (_, index) => `quick ${index + 1}.`);

/** What the server holds of the room, oldest first. */
async function written(person: Person): Promise<readonly string[]> {
  const token = await person.token();
  const id = (await person.myRooms(token)).find(({ name }) => name === ROOM)?.id;
  const page = await person.byRest<{ messages: { content: string }[] }>('GET', `/api/rooms/${id}/messages?limit=100`, undefined, token);
  return page.messages.map(({ content }) => content).toReversed();
}

/** One wrong password, up to the answer. */
async function guessed(person: Person): Promise<void> {
  const answer = person.page.waitForResponse(/\/api\/auth\/login$/);
  await person.page.getByLabel('Password').fill('a wrong guess');
  await person.page.getByRole('button', { name: 'Sign in' }).click();
  await answer;
}
