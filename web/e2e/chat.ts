// Two people, each with a browser of their own, against the real server with the embedded page.
import { Checks, expectEqual, expectSoon } from './checks';
import { Person, TYPING_PAUSE_MS, openBrowser } from './person';
import { findServer } from './server';

const LONG_HISTORY = 120;

export async function main(): Promise<number> {
  const server = await findServer();
  const browser = await openBrowser();
  const { check, finish } = bound(new Checks());
  const tag = Date.now().toString(36);
  const room = `Garden ${tag}`;
  try {
    const ann = await Person.at(browser, server.url, `Ann${tag}`);
    const bob = await Person.at(browser, server.url, `Bob${tag}`);

    await bob.makeLineCuttable();

    await check('both sign up', async () => {
      await Promise.all([ann.signUp(), bob.signUp()]);
    });
    await check('Ann creates a room and Bob finds and joins it', async () => {
      await ann.createRoom(room, 'Plants and people');
      await bob.joinRoom(room);
    });
    await check('each sees the other in the room', async () => {
      await expectSoon(() => ann.online().count(), 2);
      await expectSoon(() => bob.online().count(), 2);
    });
    await check('they hear each other', async () => {
      await ann.say('Is the gate open?');
      await bob.hears('Is the gate open?');
      await bob.say('Wide open.\nCome in!');
      await ann.hears('Wide open.');
    });
    await check('what was said stands once and in order', async () => {
      for (const text of ['one', 'two', 'three']) await ann.say(`number ${text}`);
      await bob.hears('number three');
      expectEqual(await said(bob, 'number'), ['number one', 'number two', 'number three']);
      await expectSoon(() => said(ann, 'number'), ['number one', 'number two', 'number three']);
    });
    await check('typing is shown and ends with the message', async () => {
      // What was typed for the last message was told a moment ago, and is told again only after a while.
      await bob.page.waitForTimeout(TYPING_PAUSE_MS);
      await bob.field().pressSequentially('hm');
      await ann.page.getByText(`${bob.name} is typing…`).waitFor();
      await bob.say('well');
      await ann.page.getByText(`${bob.name} is typing…`).waitFor({ state: 'detached' });
    });
    await check('another room shows what is unread', async () => {
      await ann.createRoom(`Shed ${tag}`);
      await bob.say('anybody here?');
      try {
        await expectSoon(() => ann.room(room).textContent(), `${room} 1 unread`);
      } finally {
        await ann.openRoom(room);
      }
      await ann.hears('anybody here?');
      await expectSoon(() => ann.room(room).textContent(), `${room} `);
    });
    await check('a reload keeps room, history and draft', async () => {
      await ann.field().fill('half a thought');
      await ann.page.reload();
      await ann.hears('Wide open.');
      expectEqual(await ann.field().inputValue(), 'half a thought');
      await ann.field().fill('');
      await expectSoon(() => bob.online().count(), 2);
    });
    await check('what is written while the line is cut arrives once', async () => {
      await bob.cutLine();
      await bob.say('from the tunnel');
      await ann.say('meanwhile');
      await ann.hears('meanwhile');
      await bob.page.getByText('Connecting again').waitFor();
      bob.mendLine();
      await bob.hears('from the tunnel');
      await ann.hears('from the tunnel');
      await bob.hears('meanwhile');
      expectEqual((await said(ann, 'from the tunnel')).length, 1);
    });
    if (server.restart) {
      const { restart } = server;
      await check('a restart of the server loses nothing', async () => {
        const down = restart();
        await bob.say('through the restart');
        await down;
        await ann.hears('through the restart');
        await bob.hears('through the restart');
        await expectSoon(() => said(bob, 'through the restart'), ['through the restart']);
        await expectSoon(() => ann.online().count(), 2);
        ann.complaints.length = 0;
        bob.complaints.length = 0;
      });
    }
    await check('long history is read on scrolling up, and stays in place', async () => {
      await fill(ann, room, LONG_HISTORY);
      await bob.page.reload();
      await bob.hears(`line ${LONG_HISTORY}.`);
      await ann.hears(`line ${LONG_HISTORY}.`);
      for (let step = 0; step < 40 && (await said(bob, 'Is the gate open?')).length === 0; step += 1) {
        await bob.log().hover();
        await bob.page.mouse.wheel(0, -1500);
        await bob.page.waitForTimeout(100);
      }
      await bob.hears('Is the gate open?');
      const lines = await said(bob, 'line ');
      expectEqual(lines, Array.from({ length: LONG_HISTORY }, (_, index) => `line ${index + 1}.`));
      await bob.page.getByRole('button', { name: 'Newest messages' }).click();
    });
    await check('a creator is told why they cannot leave, a member leaves', async () => {
      await ann.page.getByRole('button', { name: 'Leave room' }).click();
      await ann.page.getByRole('dialog').getByText(/can't leave it/).waitFor();
      await ann.page.keyboard.press('Escape');
      await bob.page.getByRole('button', { name: 'Leave room' }).click();
      await bob.page.getByRole('dialog').getByRole('button', { name: 'Leave room' }).click();
      await bob.room(room).waitFor({ state: 'detached' });
      await expectSoon(() => ann.online().count(), 1);
    });
    await check('a session that is over leads to sign-in and back', async () => {
      await ann.page.evaluate(() => localStorage.setItem('rostra.token', 'stale'));
      await ann.page.reload();
      await ann.signIn();
      await ann.heading(room).waitFor();
      await ann.hears(`line ${LONG_HISTORY}.`);
    });
    await check('a phone of 360 px shows all without scrolling sideways', async () => {
      await ann.page.setViewportSize({ width: 360, height: 640 });
      await ann.field().waitFor();
      expectEqual(await isTooWide(ann), false);
      await ann.page.getByRole('button', { name: /Who is here: 1 online/ }).click();
      await ann.page.getByRole('dialog').getByText(ann.name).waitFor();
      await ann.page.keyboard.press('Escape');
      await ann.page.getByRole('link', { name: 'Back to all rooms' }).click();
      await ann.room(room).waitFor();
      expectEqual(await isTooWide(ann), false);
    });
    await check('nothing came from elsewhere, and the browser had nothing to complain of', async () => {
      expectEqual([...ann.strayRequests, ...bob.strayRequests], []);
      expectEqual([...ann.complaints, ...bob.complaints].filter(isUnexpected), []);
    });
  } finally {
    await browser.close();
    await server.stop();
  }
  return finish();
}

/** The texts in the log that begin with `start`. */
async function said(person: Person, start: string): Promise<string[]> {
  const texts = await person.log().locator('li p').allTextContents();
  return texts.filter((text) => text.startsWith(start));
}

/** Posts many lines the short way. */
async function fill(person: Person, room: string, count: number): Promise<void> {
  await person.page.evaluate(
    async ([name, lines]) => {
      const headers = { Authorization: `Bearer ${localStorage.getItem('rostra.token')}`, 'Content-Type': 'application/json' };
      const rooms = (await (await fetch('/api/rooms', { headers })).json()) as { id: number; name: string }[];
      const room_id = rooms.find((known) => known.name === name)?.id;
      for (let line = 1; line <= lines; line += 1) {
        const body = JSON.stringify({ room_id, content: `line ${line}.` });
        await fetch('/api/messages', { method: 'POST', headers, body });
      }
    },
    [room, count] as const,
  );
}

function isTooWide(person: Person): Promise<boolean> {
  return person.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

// The stale token is this test's own doing.
function isUnexpected(complaint: string): boolean {
  return !complaint.includes('status of 401');
}

function bound(checks: Checks) {
  return { check: checks.check.bind(checks), finish: checks.finish.bind(checks) };
}
