// The frames that the server's own tests write: what it really sends.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { decodeEvent } from '~/protocol/frames';
import type { EventOf, ServerEvent } from '~/protocol/types';

const FOLDER = join(import.meta.dirname, '../../../crates/protocol/tests/frames');

export function goldenNames(): readonly string[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length));
}

/** The frame `name`, such as `new_message` or its variant `new_message.own`. */
export function golden<Name extends ServerEvent['type'] | `${ServerEvent['type']}.${string}`>(
  name: Name,
): EventOf<Name extends `${infer Type extends ServerEvent['type']}.${string}` ? Type : Name & ServerEvent['type']> {
  const event = decodeEvent(readFileSync(join(FOLDER, `${name}.json`), 'utf8'));
  if (event === null) throw new Error(`${name} is no event`);
  return event as never;
}
