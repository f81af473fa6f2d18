// Sends what is in the outbox: one after the other, by one tab at a time, until each is acknowledged.
// Knows the store and a way to send; neither sockets nor rooms.
import { isPassing } from '~/protocol/problem';
import type { EventOf, ServerEvent } from '~/protocol/types';
import { retryMs } from './backoff';
import { type Outgoing, nextToSend, pauseEnd, reasonOf } from './outbox';
import type { OutboxStore } from './outbox-store';

const LOCK = 'rostra.outbox';
/** A server that has not answered by then is asked again; it knows a repeated message by its id. */
const ANSWER_WITHIN_MS = 15_000;
/** The first pause after a server had enough; it doubles while that goes on. */
const PAUSE_MS = 3000;
const LONGEST_PAUSE_MS = 30_000;
const RATE_LIMITED = 'rate_limited';

type Outcome = { readonly kind: 'stored' | 'limited' | 'failed' | 'unanswered' | 'cut' } | { readonly kind: 'refused'; readonly why: string };

export type SenderOptions = {
  readonly store: OutboxStore;
  /** Sends now or not at all; says which. */
  readonly send: (sent: Outgoing) => boolean;
  /** Whether messages of a room may be sent now. */
  readonly isReady: (roomId: number) => boolean;
};

export class OutboxSender {
  readonly #options: SenderOptions;
  #isStopped = false;
  #isDraining = false;
  #isAskedAgain = false;
  #pauses = 0;
  /** The one on its way, and how to tell what became of it. */
  #underway: { readonly clientId: string; readonly settle: (outcome: Outcome) => void } | null = null;
  #endPause: (() => void) | null = null;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#isStopped = false;
  }

  /** Nothing more is sent, whoever asks; what is underway will be sent again after a start. */
  stop(): void {
    this.#isStopped = true;
    this.cut();
  }

  /** Sends what waits; called again whenever there may be something to send. */
  kick(): void {
    if (this.#isStopped) return;
    if (this.#isDraining) {
      this.#isAskedAgain = true;
      // What is new may be of a room that need not wait.
      this.#endPause?.();
      return;
    }
    this.#isDraining = true;
    void alone(() => this.#drain()).finally(() => {
      this.#isDraining = false;
      if (!this.#isAskedAgain) return;
      this.#isAskedAgain = false;
      this.kick();
    });
  }

  hear(event: ServerEvent): void {
    if (event.type === 'new_message' && event.message.client_id) {
      this.#options.store.remove(event.message.client_id);
      this.#settle(event.message.client_id, { kind: 'stored' });
    }
    if (event.type === 'error' && event.client_id) this.#settle(event.client_id, outcomeOf(event));
  }

  /** The line is cut: whatever was underway will be sent again. */
  cut(): void {
    this.#underway?.settle({ kind: 'cut' });
    this.#endPause?.();
  }

  async #drain(): Promise<void> {
    this.#isAskedAgain = false;
    const { store, isReady } = this.#options;
    const next = nextToSend(await store.settled(), isReady, Date.now());
    if (next === undefined || this.#isStopped) return undefined;
    if (pauseEnd(next) > Date.now()) {
      await this.#pause(pauseEnd(next));
      // It may have been taken back meanwhile.
      return this.#drain();
    }
    const outcome = await this.#deliver(next);
    if (outcome.kind === 'cut') return undefined;
    this.#note(next, outcome);
    return this.#drain();
  }

  #deliver(sent: Outgoing): Promise<Outcome> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle({ kind: 'unanswered' }), ANSWER_WITHIN_MS);
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        this.#underway = null;
        resolve(outcome);
      };
      this.#underway = { clientId: sent.clientId, settle };
      if (!this.#options.send(sent)) settle({ kind: 'cut' });
    });
  }

  #settle(clientId: string, outcome: Outcome): void {
    if (this.#underway?.clientId === clientId) this.#underway.settle(outcome);
  }

  #note({ clientId, state }: Outgoing, outcome: Outcome): void {
    const { store } = this.#options;
    if (outcome.kind === 'limited') {
      const pause = Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** this.#pauses);
      this.#pauses += 1;
      store.become(clientId, { kind: 'held', until: Date.now() + pause });
      return;
    }
    this.#pauses = 0;
    if (outcome.kind === 'failed') {
      const failures = state.kind === 'failed' ? state.failures : 0;
      store.become(clientId, { kind: 'failed', until: Date.now() + retryMs(failures), failures: failures + 1 });
    }
    if (outcome.kind === 'refused') store.become(clientId, { kind: 'refused', why: outcome.why });
  }

  #pause(until: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#endPause?.(), Math.max(0, until - Date.now()));
      this.#endPause = () => {
        clearTimeout(timer);
        this.#endPause = null;
        resolve();
      };
    });
  }
}

function outcomeOf(event: EventOf<'error'>): Outcome {
  if (event.code === RATE_LIMITED) return { kind: 'limited' };
  return isPassing(event.code) ? { kind: 'failed' } : { kind: 'refused', why: reasonOf(event) };
}

/** Runs `work` while no other tab does; where locks are missing (a page without TLS) it just runs. */
async function alone(work: () => Promise<void>): Promise<void> {
  if ('locks' in navigator) await navigator.locks.request(LOCK, work);
  else await work();
}
