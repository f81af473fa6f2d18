// A room's messages as a list ordered by `seq`; every change gives a new list.
import type { Message } from '~/protocol/types';

type Messages = readonly Message[];

/** Adds `message`, or puts it in place of an older state of itself. */
export function upsert(messages: Messages, message: Message): Messages {
  const last = messages.at(-1);
  if (last === undefined || message.seq > last.seq) return [...messages, message];
  const index = messages.findLastIndex((known) => known.seq <= message.seq);
  const known = messages[index];
  if (known?.seq !== message.seq) return messages.toSpliced(index + 1, 0, message);
  return known.version > message.version ? messages : messages.with(index, withClientId(message, known));
}

/** Both lists as one; of a message in both, its newest state. */
export function union(older: Messages, newer: Messages): Messages {
  const [first] = newer;
  const last = older.at(-1);
  // The usual case, lists that do not overlap, needs no search.
  if (first === undefined || last === undefined || last.seq < first.seq) return [...older, ...newer];
  return newer.reduce(upsert, older);
}

// Only the author is told the client id, and not in every frame: what is known stays known.
function withClientId(message: Message, known: Message): Message {
  if (message.client_id || !known.client_id) return message;
  return { ...message, client_id: known.client_id };
}
