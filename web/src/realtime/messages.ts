// A room's messages as a list ordered by `seq`; every change gives a new list.
import type { Message } from '~/protocol/types';

type Messages = readonly Message[];

/** Adds `message`, or puts it in place of an older state of itself. */
export function upsert(messages: Messages, message: Message): Messages {
  const last = messages.at(-1);
  if (last === undefined || message.seq > last.seq) return [...messages, message];
  const index = messages.findIndex((known) => known.seq >= message.seq);
  const known = messages[index];
  if (known?.seq !== message.seq) return messages.toSpliced(index, 0, message);
  return known.version > message.version ? messages : messages.with(index, withClientId(message, known));
}

/** Changes the message `id`, unless it is unknown or already shows a later change. */
export function change(messages: Messages, id: number, version: number, edit: (message: Message) => Message): Messages {
  // Changes are mostly about recent messages.
  const index = messages.findLastIndex((known) => known.id === id);
  const known = messages[index];
  if (known === undefined || known.version > version) return messages;
  return messages.with(index, { ...edit(known), version });
}

// Only the author is told the client id, and not in every frame: what is known stays known.
function withClientId(message: Message, known: Message): Message {
  if (message.client_id || !known.client_id) return message;
  return { ...message, client_id: known.client_id };
}
