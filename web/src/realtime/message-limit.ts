// How long a message may be. No answer of the server tells what its operator has set, but a refusal does.
import type { EventOf, ServerEvent } from '~/protocol/types';

export type LengthLimit = { readonly characters: number; /** Whether the server has named it. */ readonly isSure: boolean };

const USUAL: LengthLimit = { characters: 1000, isSure: false };
const TOO_LONG = /^must be at most (?<most>\d+) characters long$/;

export class MessageLimit {
  readonly #listeners = new Set<() => void>();
  #known: LengthLimit | null = USUAL;

  /** Null once it is known only that the limit is another one. */
  readonly known = (): LengthLimit | null => this.#known;

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  hear(event: ServerEvent): void {
    if (event.type === 'error') {
      const most = namedIn(event);
      if (most !== null && !(this.#known?.isSure && this.#known.characters === most)) this.#become({ characters: most, isSure: true });
    }
    if ((event.type === 'new_message' || event.type === 'message_edited') && this.#known !== null) {
      if (lengthOf(event.message.content) > this.#known.characters) this.#become(null);
    }
  }

  #become(limit: LengthLimit | null): void {
    this.#known = limit;
    for (const listener of this.#listeners) listener();
  }
}

function namedIn({ details }: EventOf<'error'>): number | null {
  const about = details?.find(({ field }) => field === 'content');
  const most = about && TOO_LONG.exec(about.message)?.groups?.most;
  return most === undefined ? null : Number(most);
}

/** In characters, as the server counts them. */
export function lengthOf(text: string): number {
  return [...text].length;
}
