import { describe, expect, it, vi } from 'vitest';
import { type Outgoing, WAITING } from './outbox';
import { OutboxSender } from './outbox-sender';
import type { OutboxStore } from './outbox-store';

const SENT = { clientId: 'c1', roomId: 1, content: 'hello', state: WAITING } as Outgoing;

/** Lets everything that waits for promises alone run. */
const settled = () => new Promise<void>((resolve) => void setTimeout(resolve, 0));

function senderOf(waiting: () => Promise<readonly Outgoing[]>) {
  const read = vi.fn<() => Promise<readonly Outgoing[]>>(waiting);
  const send = vi.fn<() => boolean>(() => true);
  const store = { settled: read } as unknown as OutboxStore;
  return { sender: new OutboxSender({ store, send, isReady: () => true }), send, read };
}

describe('a sender that was stopped', () => {
  it('sends nothing until it is started again', async () => {
    const { sender, send, read } = senderOf(() => Promise.resolve([SENT]));
    sender.stop();
    sender.kick();
    await settled();
    expect(read).not.toHaveBeenCalled();
    sender.start();
    sender.kick();
    await settled();
    expect(send).toHaveBeenCalledTimes(1);
    sender.stop();
  });

  it('does not begin again for what was asked while it was busy', async () => {
    const answers: ((waiting: readonly Outgoing[]) => void)[] = [];
    const { sender, read } = senderOf(() => new Promise((resolve) => void answers.push(resolve)));
    sender.kick();
    await settled();
    sender.kick();
    sender.stop();
    answers[0]?.([]);
    await settled();
    expect(read).toHaveBeenCalledTimes(1);
  });
});
