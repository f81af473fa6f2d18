// Messages that were written but not yet acknowledged. Pure; the server knows a repeated one by its id.
import type { EventOf, Message } from '~/protocol/types';

/** Waiting for its turn or for an answer, held back since the server wants a pause, or refused. */
export type OutgoingState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'held'; readonly until: number }
  | { readonly kind: 'refused'; readonly why: string };

export type Outgoing = {
  readonly clientId: string;
  readonly roomId: number;
  readonly content: string;
  /** The message that it answers. */
  readonly replyTo: number | null;
  readonly writtenAt: string;
  readonly state: OutgoingState;
};

/** In the order of writing. */
export type Outbox = readonly Outgoing[];

export const WAITING: OutgoingState = { kind: 'waiting' };

/** The first that may be sent: order is kept in all rooms, as the server's pauses are for all of them. */
export function nextToSend(outbox: Outbox, isReady: (roomId: number) => boolean): Outgoing | undefined {
  return outbox.find((sent) => sent.state.kind !== 'refused' && isReady(sent.roomId));
}

/** Those of a room that are not yet among its messages, in the order of writing. */
export function stillOutgoing(outbox: Outbox, roomId: number, messages: readonly Message[]): Outbox {
  const inRoom = outbox.filter((sent) => sent.roomId === roomId);
  if (inRoom.length === 0) return inRoom;
  const arrived = new Set(messages.map((message) => message.client_id));
  return inRoom.filter((sent) => !arrived.has(sent.clientId));
}

/** What is wrong with the text itself says more than that something is. */
export function reasonOf({ details, message }: EventOf<'error'>): string {
  const about = details?.find((detail) => detail.field === 'content');
  return about === undefined ? message : `The message ${about.message}.`;
}
