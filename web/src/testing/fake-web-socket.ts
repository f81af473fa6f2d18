// A WebSocket whose other end is the test.
import { vi } from 'vitest';
import type { ClientAction, ServerEvent } from '~/protocol/types';

export class FakeWebSocket extends EventTarget {
  static readonly OPEN = 1;
  static all: FakeWebSocket[] = [];
  readyState = 0;
  readonly url: string;
  readonly sent: ClientAction[] = [];
  closedWith: number | null | undefined = null;

  constructor(url: string | URL) {
    super();
    this.url = String(url);
    FakeWebSocket.all.push(this);
  }

  static get last(): FakeWebSocket {
    const socket = FakeWebSocket.all.at(-1);
    if (socket === undefined) throw new Error('nobody has opened a socket');
    return socket;
  }

  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientAction);
  }

  close(code?: number): void {
    this.closedWith = code;
  }

  accept(): void {
    this.readyState = FakeWebSocket.OPEN;
    this.dispatchEvent(new Event('open'));
  }

  tell(event: ServerEvent): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(event) }));
  }

  breakOff(code: number): void {
    this.readyState = 3;
    this.dispatchEvent(new CloseEvent('close', { code }));
  }

  /** What was sent of one kind. */
  sentAs<Name extends ClientAction['action']>(name: Name): Extract<ClientAction, { action: Name }>[] {
    return this.sent.filter((action): action is Extract<ClientAction, { action: Name }> => action.action === name);
  }
}

/** Puts the fake in place of the browser's. */
export function fakeWebSockets(): void {
  FakeWebSocket.all = [];
  vi.stubGlobal('WebSocket', FakeWebSocket);
}
