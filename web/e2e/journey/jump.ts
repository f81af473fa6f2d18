import type { Locator } from 'playwright-core';
import { expectEqual, expectSoon } from '../checks';
import type { Person } from '../person';
import type { Journey } from '../stage';

const ROOM = 'Garden';
const LONG_HISTORY = 400;
const JUMPED_TO = 120;

/** To a message in the middle of the past, and back to what is said now. */
export const journey: Journey = {
  title: 'a jump into the past',
  run: async (stage) => {
    const { check } = stage;
    const ann = await stage.person('Ann');
    const bob = await stage.person('Bob');
    await Promise.all([ann.signUp(), bob.signUp()]);
    await ann.createRoom(ROOM);
    await bob.joinRoom(ROOM);
    await ann.fill(ROOM, LONG_HISTORY);
    await bob.hears(`line ${LONG_HISTORY}.`);
    const wanted = await idOf(bob, 'line 120.');

    await check('an address leads to a message amid its neighbors', async () => {
      await bob.page.goto(`${bob.page.url().replace(/\?.*/, '')}?at=${wanted}`);
      await bob.hears('line 120.');
      await bob.hears('line 119.');
      await bob.hears('line 121.');
      await expectSoon(() => bob.page.evaluate(() => document.activeElement?.textContent?.includes('line 120.') ?? false), true);
      expectEqual(await bob.said(`line ${LONG_HISTORY}.`), []);
    });
    await check('what is said meanwhile is counted, and does not pull away', async () => {
      await ann.say('news');
      await bob.page.getByRole('button', { name: /Newest messages/ }).getByText(/new/).waitFor();
      expectEqual(await bob.said('news'), []);
    });
    await check('reading on leads to the newest message without gap or double', async () => {
      const seen = new Set<number>();
      for (let step = 0; step < 200 && (await bob.said('news')).length === 0; step += 1) {
        const lines = await linesOf(bob);
        // The message jumped to has the focus and stays in the document, wherever one scrolls.
        const passing = lines.filter((line) => line !== JUMPED_TO || lines.includes(line + 1));
        expectEqual(passing, Array.from(passing, (_, index) => (passing[0] ?? 0) + index));
        for (const line of lines) seen.add(line);
        await bob.log().hover();
        await bob.page.mouse.wheel(0, 700);
        await bob.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
      }
      await bob.hears('news');
      for (const line of await linesOf(bob)) seen.add(line);
      const first = Math.min(...seen);
      expectEqual([...seen].toSorted((one, other) => one - other), Array.from({ length: LONG_HISTORY - first + 1 }, (_, index) => first + index));
    });
    await check('live again: what is said stands at the end, once', async () => {
      await expectSoon(async () => {
        await bob.page.mouse.wheel(0, 2000);
        return bob.page.getByRole('button', { name: /Newest messages/ }).count();
      }, 0);
      await ann.say('and more news');
      await bob.hears('and more news');
      await expectSoon(() => bob.said('and more news'), ['and more news']);
    });
    await check('an answer leads to what it answers, and back', async () => {
      await ann.page.goto(`${ann.page.url().replace(/\?.*/, '')}?at=${wanted}`);
      await ann.hears('line 120.');
      await ann.page.getByRole('article', { name: /line 120\.$/ }).hover();
      await ann.page.getByRole('button', { name: 'Reply' }).click();
      await ann.say('an answer');
      await bob.hears('an answer');
      await bob.page.getByRole('button', { name: /In answer to Ann: line 120/ }).click();
      await bob.page.getByRole('article', { name: /line 120\.$/ }).waitFor();
      await bob.page.getByRole('button', { name: /Newest messages/ }).click();
      await bob.hears('an answer');
    });
    await check('Up in the empty field leaves the old messages for what one wrote last', async () => {
      await ann.page.goto(`${ann.page.url().replace(/\?.*/, '')}?at=${wanted}`);
      await ann.hears('line 120.');
      await ann.field().press('ArrowUp');
      const edit = ann.page.getByRole('textbox', { name: 'Edit message' });
      await expectSoon(() => edit.inputValue(), 'an answer');
      await expectSoon(() => isWithin(edit, ann.log()), true);
      await edit.press('Escape');
    });
    await check('a message that is not there is told in words', async () => {
      stage.expectComplaint(/status of 404/);
      await bob.page.goto(`${bob.page.url().replace(/\?.*/, '')}?at=999999999`);
      await bob.page.getByRole('alert').getByText(/can't be shown/).waitFor();
      await bob.hears('an answer');
    });
    await check('and forgotten once one goes on', async () => {
      await bob.say('never mind');
      await bob.hears('never mind');
      await bob.page.getByRole('alert').waitFor({ state: 'detached' });
      expectEqual(new URL(bob.page.url()).search, '');
    });
  },
};

/** Whether all of `inner` is in the visible part of `outer`. */
async function isWithin(inner: Locator, outer: Locator): Promise<boolean> {
  const [part, whole] = await Promise.all([inner.boundingBox(), outer.boundingBox()]);
  return part !== null && whole !== null && part.y >= whole.y && part.y + part.height <= whole.y + whole.height;
}

/** The numbers of the lines that are drawn. */
async function linesOf(person: Person): Promise<number[]> {
  return (await person.said('line ')).map((line) => Number.parseInt(line.slice('line '.length), 10));
}

/** The id of the message that says `text`. */
async function idOf(person: Person, text: string): Promise<number> {
  const token = await person.token();
  const [room] = await person.byRest<{ id: number }[]>('GET', '/api/rooms', undefined, token);
  const read = async (cursor: string): Promise<number> => {
    const page = await person.byRest<Page>('GET', `/api/rooms/${room?.id}/messages?limit=100${cursor}`, undefined, token);
    const found = page.messages.find((message) => message.content === text);
    if (found !== undefined) return found.id;
    if (page.next_cursor === null) throw new Error(`nobody said ${text}`);
    return read(`&cursor=${encodeURIComponent(page.next_cursor)}`);
  };
  return read('');
}

type Page = { readonly messages: readonly { readonly id: number; readonly content: string }[]; readonly next_cursor: string | null };
