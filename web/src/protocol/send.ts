// One request and its answer. Knows neither paths nor who is signed in.
import { unreachable } from './problem';

export type Verb = 'get' | 'post' | 'patch' | 'put' | 'delete';

export type Sent = {
  readonly verb: Verb;
  readonly url: string;
  readonly body?: unknown;
  readonly token: string | null;
  readonly signal?: AbortSignal | undefined;
};

const TIME_LIMIT_MS = 15_000;

/** Throws `RequestFailed` only when there is no answer at all. */
export async function send({ verb, url, body, token, signal }: Sent): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' });
  if (token !== null) headers.set('Authorization', `Bearer ${token}`);
  if (body !== undefined) headers.set('Content-Type', 'application/json');
  const limit = AbortSignal.timeout(TIME_LIMIT_MS);
  const init: RequestInit = {
    method: verb.toUpperCase(),
    headers,
    signal: signal ? AbortSignal.any([signal, limit]) : limit,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  try {
    return await fetch(url, init);
  } catch (error) {
    if (signal?.aborted) throw error;
    throw unreachable();
  }
}
