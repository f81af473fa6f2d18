// Messages that were sent but not yet acknowledged. Pure; the server knows a repeated one by its id.
import type { EventOf, Message, ServerEvent } from '~/protocol/types';

export type Outgoing = {
  readonly clientId: string;
  readonly roomId: number;
  readonly content: string;
  readonly writtenAt: string;
  /** Why it was refused; null while it is on its way. */
  readonly error: string | null;
};

export type Outbox = readonly Outgoing[];

export function reduceOutbox(outbox: Outbox, event: ServerEvent): Outbox {
  switch (event.type) {
    case 'new_message':
      return delivered(outbox, [event.message]);
    case 'error':
      return event.client_id ? failed(outbox, (sent) => sent.clientId === event.client_id, reasonOf(event)) : outbox;
    default:
      return outbox;
  }
}

/** Without those that are among `messages`. */
export function delivered(outbox: Outbox, messages: readonly Message[]): Outbox {
  if (outbox.length === 0) return outbox;
  const ids = new Set(messages.map((message) => message.client_id));
  const rest = outbox.filter((sent) => !ids.has(sent.clientId));
  return rest.length === outbox.length ? outbox : rest;
}

export function failed(outbox: Outbox, which: (sent: Outgoing) => boolean, error: string): Outbox {
  if (!outbox.some(which)) return outbox;
  return outbox.map((sent) => (which(sent) ? { ...sent, error } : sent));
}

export function retried(outbox: Outbox, clientId: string): Outbox {
  return outbox.map((sent) => (sent.clientId === clientId ? { ...sent, error: null } : sent));
}

export function discarded(outbox: Outbox, clientId: string): Outbox {
  return outbox.filter((sent) => sent.clientId !== clientId);
}

/** What is wrong with the text itself says more than that something is. */
function reasonOf({ details, message }: EventOf<'error'>): string {
  const about = details?.find((detail) => detail.field === 'content');
  return about === undefined ? message : `The message ${about.message}.`;
}
