import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ServerEvent } from '~/protocol/types';
import { ANN, GARDEN, messageOf, posted } from '~/testing/builders';
import { fakeClock, passed } from '~/testing/clock';
import { fakeLocks } from '~/testing/fake-locks';
import { golden } from '~/testing/golden';
import { type Outgoing, WAITING, nextToSend, stillOutgoing } from './outbox';
import { OutboxSender } from './outbox-sender';
import { OutboxStore, forgetOutboxes } from './outbox-store';

const outgoing = (clientId: string, given: Partial<Outgoing> = {}): Outgoing => ({
  clientId,
  roomId: GARDEN,
  content: `text of ${clientId}`,
  replyTo: null,
  writtenAt: '2026-01-31T12:00:00.000Z',
  state: WAITING,
  ...given,
});
const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const REFUSED = { kind: 'refused', why: 'No.' } as const;

describe('what is sent next', () => {
  test('is what was written first, past what was refused', () => {
    const box = [outgoing('a', { state: REFUSED }), outgoing('b'), outgoing('c')];
    expect(nextToSend(box, () => true, NOW)?.clientId).toBe('b');
  });

  test('is of a room that is ready', () => {
    const box = [outgoing('a'), outgoing('b', { roomId: 4 })];
    expect(nextToSend(box, (roomId) => roomId === 4, NOW)?.clientId).toBe('b');
    expect(nextToSend(box, () => false, NOW)).toBeUndefined();
  });

  test('is of another room while one that failed waits, and the one that waits least if all do', () => {
    const failed = (seconds: number) => ({ state: { kind: 'failed', until: NOW + seconds * 1000, failures: 1 } }) as const;
    const box = [outgoing('a', failed(9)), outgoing('b'), outgoing('c', { roomId: 4 })];
    expect(nextToSend(box, () => true, NOW)?.clientId).toBe('c');
    expect(nextToSend(box, () => true, NOW + 9000)?.clientId).toBe('a');
    const waiting = [outgoing('a', failed(9)), outgoing('b', { roomId: 4, ...failed(5) })];
    expect(nextToSend(waiting, () => true, NOW)?.clientId).toBe('b');
  });
});

test('what has arrived is not outgoing any more', () => {
  const box = [outgoing('a'), outgoing('b'), outgoing('c', { roomId: 4 })];
  const rest = stillOutgoing(box, GARDEN, [messageOf(1), messageOf(2, { client_id: 'a' })]);
  expect(rest.map((sent) => sent.clientId)).toEqual(['b']);
});

/** A tab: a store, a sender, and a line to a server that takes note. */
class Tab {
  readonly store = new OutboxStore(ANN.id);
  readonly sender: OutboxSender;
  readonly sent: string[] = [];
  isOpen = true;

  constructor() {
    this.sender = new OutboxSender({
      store: this.store,
      isReady: () => this.isOpen,
      send: ({ clientId }) => {
        if (this.isOpen) this.sent.push(clientId);
        return this.isOpen;
      },
    });
    this.store.onWritten = () => this.sender.kick();
    this.store.open();
  }

  write(clientId: string, roomId = GARDEN): void {
    this.store.add(outgoing(clientId, { roomId }));
    this.sender.kick();
  }

  cut(): void {
    this.isOpen = false;
    this.sender.cut();
  }

  close(): void {
    this.cut();
    this.store.close();
  }

  ids = () => this.store.shown().map((sent) => sent.clientId);
}

const stored = (clientId: string): ServerEvent => posted(messageOf(1, { user_id: ANN.id, client_id: clientId }));
const failed = (clientId: string, code = 'internal'): ServerEvent => ({ type: 'error', code, message: 'Please try again.', client_id: clientId });
const limited = (clientId: string): ServerEvent => ({ type: 'error', code: 'rate_limited', message: 'Too many.', client_id: clientId });

let tabs: Tab[];

/** Tells `event`, and how long the tab waits after it before it sends again. */
async function pauseAfter(tab: Tab, event: ServerEvent): Promise<number> {
  await tell(event);
  const before = tab.sent.length;
  const state = tab.store.shown()[0]?.state;
  const pause = state?.kind === 'failed' ? state.until - Date.now() : Number.NaN;
  vi.advanceTimersByTime(pause - 1);
  await passed();
  expect(tab.sent).toHaveLength(before);
  vi.advanceTimersByTime(1);
  await passed();
  expect(tab.sent).toHaveLength(before + 1);
  return pause;
}

async function openTab(): Promise<Tab> {
  const tab = new Tab();
  tabs.push(tab);
  await passed();
  return tab;
}

/** What the server tells reaches all tabs of the author. */
async function tell(event: ServerEvent): Promise<void> {
  for (const tab of tabs) if (tab.isOpen) tab.sender.hear(event);
  await passed();
}

beforeEach(() => {
  fakeClock();
  fakeLocks();
  vi.spyOn(Math, 'random').mockReturnValue(0);
  tabs = [];
});

afterEach(async () => {
  for (const tab of tabs) tab.close();
  await passed();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('one tab', () => {
  test('sends one after the other, each when the one before it is stored', async () => {
    const tab = await openTab();
    tab.write('a');
    tab.write('b');
    await passed();
    expect(tab.sent).toEqual(['a']);
    await tell(stored('a'));
    expect(tab.sent).toEqual(['a', 'b']);
    await tell(stored('b'));
    expect(tab.ids()).toEqual([]);
  });

  test('keeps what was written over its closing, in order', async () => {
    const first = await openTab();
    first.cut();
    first.write('a');
    first.write('b');
    await passed();
    first.close();
    const second = await openTab();
    expect(second.ids()).toEqual(['a', 'b']);
    expect(second.sent).toEqual(['a']);
    await tell(stored('a'));
    expect(second.sent).toEqual(['a', 'b']);
  });

  test('sends again what was underway as the line was cut', async () => {
    const tab = await openTab();
    tab.write('a');
    await passed();
    tab.cut();
    await passed();
    tab.isOpen = true;
    tab.sender.kick();
    await passed();
    expect(tab.sent).toEqual(['a', 'a']);
  });

  test('asks again when no answer comes', async () => {
    const tab = await openTab();
    tab.write('a');
    await passed();
    vi.advanceTimersByTime(15_000);
    await passed();
    expect(tab.sent).toEqual(['a', 'a']);
  });

  test('says why a message was refused, and goes on with the next', async () => {
    const tab = await openTab();
    tab.write('a');
    tab.write('b');
    await passed();
    await tell({ ...golden('error'), client_id: 'a' });
    expect(tab.store.shown()[0]?.state).toEqual({ kind: 'refused', why: 'The message must not be empty.' });
    expect(tab.sent).toEqual(['a', 'b']);
  });

  test('pauses when the server has enough, longer each time, and lets nothing overtake', async () => {
    const tab = await openTab();
    tab.write('a');
    tab.write('b');
    await passed();
    const isHeldFor = async (pause: number) => {
      const before = tab.sent.length;
      await tell(limited('a'));
      expect(tab.store.shown()[0]?.state).toEqual({ kind: 'held', until: Date.now() + pause });
      vi.advanceTimersByTime(pause - 1);
      await passed();
      expect(tab.sent).toHaveLength(before);
      vi.advanceTimersByTime(1);
      await passed();
      expect(tab.sent).toHaveLength(before + 1);
    };
    await isHeldFor(3000);
    await isHeldFor(6000);
    expect(tab.sent).toEqual(['a', 'a', 'a']);
    await tell(stored('a'));
    expect(tab.sent.at(-1)).toBe('b');
  });

  test.each(['internal', 'unavailable', 'busy'])('sends again what failed with %s, later each time and half a minute at most', async (code) => {
    const tab = await openTab();
    tab.write('a');
    await passed();
    const pauses: number[] = [];
    for (let failure = 1; failure <= 8; failure += 1) {
      // oxlint-disable-next-line no-await-in-loop -- each failure follows the one before it
      pauses.push(await pauseAfter(tab, failed('a', code)));
    }
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 15_000]);
    expect(tab.sent).toEqual(Array.from({ length: 9 }, () => 'a'));
    await tell(stored('a'));
    expect(tab.ids()).toEqual([]);
  });

  test('lets nothing of the room overtake what failed, and other rooms not wait for it', async () => {
    const tab = await openTab();
    tab.write('a');
    tab.write('b');
    await passed();
    await tell(failed('a'));
    tab.write('c', 4);
    await passed();
    expect(tab.sent).toEqual(['a', 'c']);
    await tell(stored('c'));
    expect(tab.sent).toEqual(['a', 'c']);
    vi.advanceTimersByTime(1000);
    await passed();
    await tell(stored('a'));
    expect(tab.sent).toEqual(['a', 'c', 'a', 'b']);
  });

  test('sends at once what somebody wants to be tried now', async () => {
    const tab = await openTab();
    tab.write('a');
    await passed();
    await tell(failed('a'));
    tab.store.become('a', WAITING);
    tab.sender.kick();
    await passed();
    expect(tab.sent).toEqual(['a', 'a']);
  });

  test('does not send what was taken back during a pause', async () => {
    const tab = await openTab();
    tab.write('a');
    await passed();
    await tell(limited('a'));
    tab.store.remove('a');
    vi.advanceTimersByTime(3000);
    await passed();
    expect(tab.sent).toEqual(['a']);
  });

  test('works without a database, as long as it is open', async () => {
    vi.stubGlobal('indexedDB', { open: () => { throw new Error('forbidden'); } });
    const tab = await openTab();
    tab.write('a');
    await passed();
    expect(tab.sent).toEqual(['a']);
    await tell(stored('a'));
    expect(tab.ids()).toEqual([]);
  });
});

describe('several tabs', () => {
  test('show the same and send each message once', async () => {
    const [one, other] = [await openTab(), await openTab()];
    one.write('a');
    await passed();
    expect(other.ids()).toEqual(['a']);
    expect([...one.sent, ...other.sent]).toEqual(['a']);
    await tell(stored('a'));
    expect(one.ids()).toEqual([]);
    expect(other.ids()).toEqual([]);
  });

  test('keep the order of writing between them', async () => {
    const [one, other] = [await openTab(), await openTab()];
    one.write('a');
    await passed();
    other.write('b');
    await passed();
    expect(other.sent).toEqual([]);
    await tell(stored('a'));
    expect([one.sent, other.sent]).toEqual([['a', 'b'], []]);
  });

  test('one whose line is open sends what another wrote without one', async () => {
    const [one, other] = [await openTab(), await openTab()];
    one.cut();
    one.write('a');
    await passed();
    expect(other.sent).toEqual(['a']);
  });

  test('the other takes over when the one that sends is closed', async () => {
    const [one, other] = [await openTab(), await openTab()];
    one.write('a');
    await passed();
    one.close();
    await passed();
    expect(other.sent).toEqual(['a']);
  });
});

test('signing out forgets what was not sent, in all tabs', async () => {
  const tab = await openTab();
  tab.cut();
  tab.write('a');
  await passed();
  await Promise.all([forgetOutboxes(), passed()]);
  await passed();
  expect(tab.ids()).toEqual([]);
});
