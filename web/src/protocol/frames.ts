// The socket's wire: where it is, and frames from and to text.
import { fetchTicket } from './api';
import type { ClientAction, ServerEvent } from './types';

/** Opens the socket of the person who is signed in, by a ticket: no token ever stands in an address. */
export async function openSocket(): Promise<WebSocket> {
  const { ticket } = await fetchTicket();
  const url = new URL('/ws/connect', location.href);
  url.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:';
  url.searchParams.set('ticket', ticket);
  return new WebSocket(url);
}

export function encodeAction(action: ClientAction): string {
  return JSON.stringify(action);
}

/** The event in a frame; null for what is no event. Its fields are believed: they are of our server. */
export function decodeEvent(text: unknown): ServerEvent | null {
  if (typeof text !== 'string') return null;
  try {
    const frame: unknown = JSON.parse(text);
    return isEvent(frame) ? frame : null;
  } catch {
    return null;
  }
}

function isEvent(frame: unknown): frame is ServerEvent {
  return typeof frame === 'object' && frame !== null && 'type' in frame && typeof frame.type === 'string';
}
