// A WebSocket that comes back by itself. Knows frames, but neither rooms nor messages.
import { decodeEvent, encodeAction } from '~/protocol/frames';
import type { ClientAction, ServerEvent } from '~/protocol/types';
import { backoffMs } from './backoff';

/** `offline` waits for the next attempt. */
export type SocketStatus = 'stopped' | 'connecting' | 'open' | 'offline';

export type SocketOptions = {
  readonly open: () => WebSocket | Promise<WebSocket>;
  readonly onEvent: (event: ServerEvent) => void;
  /** `nextAttempt` is when an offline socket tries again. */
  readonly onStatus: (status: SocketStatus, nextAttempt: number | null) => void;
  /** The server closed with 1008: the token may be good no more. */
  readonly onRefused: () => void;
  readonly random?: () => number;
};

const POLICY_VIOLATION = 1008;
const NORMAL_CLOSURE = 1000;
const ATTEMPT_LIMIT_MS = 10_000;
/** A silent link is asked for a sign of life after this, and given up after twice this. */
const SILENCE_MS = 20_000;

export class Socket {
  #status: SocketStatus = 'stopped';
  #socket: WebSocket | null = null;
  #opening: Promise<WebSocket> | null = null;
  #failures = 0;
  #announcedDelay: number | null = null;
  #isAsked = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #options: SocketOptions;

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#status !== 'stopped') return;
    window.addEventListener('online', this.#wake);
    document.addEventListener('visibilitychange', this.#wake);
    this.#connect();
  }

  stop(): void {
    window.removeEventListener('online', this.#wake);
    document.removeEventListener('visibilitychange', this.#wake);
    this.#letGo(NORMAL_CLOSURE);
    this.#failures = 0;
    this.#become('stopped');
  }

  /** Sends now or not at all; says which. */
  send(action: ClientAction): boolean {
    // A socket that is closing takes nothing more, though it has not said so yet.
    if (this.#status !== 'open' || this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(encodeAction(action));
    return true;
  }

  #connect(): void {
    this.#become('connecting');
    this.#timer = setTimeout(() => this.#lost(null), ATTEMPT_LIMIT_MS);
    const opening = this.#options.open();
    if (opening instanceof Promise) this.#await(opening);
    else this.#adopt(opening);
  }

  /** Before it opens, one may have let go of it, or begun another attempt. */
  #await(opening: Promise<WebSocket>): void {
    this.#opening = opening;
    const isWanted = () => this.#opening === opening;
    opening.then(
      (socket) => (isWanted() ? this.#adopt(socket) : socket.close(NORMAL_CLOSURE)),
      () => isWanted() && this.#lost(null),
    );
  }

  #adopt(socket: WebSocket): void {
    this.#opening = null;
    this.#socket = socket;
    socket.addEventListener('open', () => this.#socket === socket && this.#opened());
    socket.addEventListener('message', (frame) => this.#socket === socket && this.#heard(frame.data));
    socket.addEventListener('close', (close) => this.#socket === socket && this.#lost(close.code));
  }

  #opened(): void {
    this.#become('open');
    this.#listen();
  }

  #heard(data: unknown): void {
    // Opening proves little: a bad token is refused after that. A frame proves the link.
    this.#failures = 0;
    this.#listen();
    const event = decodeEvent(data);
    if (event === null) return;
    if (event.type === 'server_restarting') this.#announcedDelay = event.reconnect_in_ms;
    this.#options.onEvent(event);
  }

  #listen(): void {
    clearTimeout(this.#timer);
    this.#isAsked = false;
    this.#timer = setTimeout(() => this.#silent(), SILENCE_MS);
  }

  #silent(): void {
    if (this.#isAsked) return this.#lost(null);
    this.#isAsked = true;
    this.send({ action: 'ping' });
    this.#timer = setTimeout(() => this.#silent(), SILENCE_MS);
  }

  #lost(code: number | null): void {
    this.#letGo();
    const delay = this.#announcedDelay ?? backoffMs(this.#failures, this.#options.random);
    this.#announcedDelay = null;
    this.#failures += 1;
    this.#timer = setTimeout(() => this.#connect(), delay);
    this.#become('offline', Date.now() + delay);
    if (code === POLICY_VIOLATION) this.#options.onRefused();
  }

  #letGo(code?: number): void {
    clearTimeout(this.#timer);
    const socket = this.#socket;
    this.#socket = null;
    this.#opening = null;
    socket?.close(code);
  }

  /** Tries again now rather than later. */
  hurry(): void {
    if (this.#status !== 'offline') return;
    clearTimeout(this.#timer);
    this.#connect();
  }

  /** The network is back or somebody looks at the page: no reason to wait longer. */
  readonly #wake = (): void => {
    if (document.visibilityState !== 'hidden') this.hurry();
  };

  #become(status: SocketStatus, nextAttempt: number | null = null): void {
    if (this.#status === status) return;
    this.#status = status;
    this.#options.onStatus(status, nextAttempt);
  }
}
