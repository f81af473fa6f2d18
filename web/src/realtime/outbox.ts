// Messages that were written but not yet acknowledged. Pure; the server knows a repeated one by its id.
import { fieldSentence } from '~/protocol/problem';
import type { EventOf, Message } from '~/protocol/types';

/**
 * Waiting for its turn or for an answer, held back since the server wants a pause, failed for the
 * moment and sent again after a while, or refused.
 */
export type OutgoingState =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'held'; readonly until: number }
  | { readonly kind: 'failed'; readonly until: number; readonly failures: number }
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

/**
 * The first that may be sent, now or when its pause is over. The server's pauses are for all rooms;
 * what failed for the moment is waited for in its own room only, as that one may be all that is broken.
 */
export function nextToSend(outbox: Outbox, isReady: (roomId: number) => boolean, now: number): Outgoing | undefined {
  const waiting = new Map<number, Outgoing>();
  for (const sent of outbox) {
    if (sent.state.kind === 'refused' || waiting.has(sent.roomId) || !isReady(sent.roomId)) continue;
    if (sent.state.kind !== 'failed' || sent.state.until <= now) return sent;
    waiting.set(sent.roomId, sent);
  }
  return [...waiting.values()].toSorted((one, other) => pauseEnd(one) - pauseEnd(other))[0];
}

/** When it may be sent; 0 if it need not wait. */
export function pauseEnd({ state }: Outgoing): number {
  return 'until' in state ? state.until : 0;
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
  return about === undefined ? message : fieldSentence(about);
}
