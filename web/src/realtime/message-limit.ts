// How long a message may be, which the server tells with `watching`.
import type { ServerEvent } from '~/protocol/types';

export class MessageLimit {
  readonly #listeners = new Set<() => void>();
  #characters: number | null = null;

  /** Null until the server has told. */
  readonly characters = (): number | null => this.#characters;

  readonly onChange = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  hear(event: ServerEvent): void {
    if (event.type !== 'watching' || event.max_message_chars === this.#characters) return;
    this.#characters = event.max_message_chars;
    for (const listener of this.#listeners) listener();
  }
}

/** In characters, as the server counts them. */
export function lengthOf(text: string): number {
  return [...text].length;
}
