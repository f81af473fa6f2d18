// One typed call for every REST operation of the document. Knows nothing of what the calls mean.
import { RequestFailed, refusalIn, unreachable } from './problem';
import type { paths } from './schema';
import { currentToken, dropToken } from './token';

const TIME_LIMIT_MS = 15_000;

export type Verb = 'get' | 'post' | 'patch' | 'put' | 'delete';
export type PathsWith<V extends Verb> = {
  [P in keyof paths]: paths[P] extends Record<V, { responses: unknown }> ? P : never;
}[keyof paths];

type Operation<P extends keyof paths, V extends Verb> = paths[P] extends Record<V, infer Op> ? Op : never;
type JsonOf<Answer> = Answer extends { content: { 'application/json': infer Body } } ? Body : undefined;
type SuccessOf<Op> = Op extends { responses: infer All }
  ? { [S in keyof All]: S extends 200 | 201 | 204 ? JsonOf<All[S]> : never }[keyof All]
  : never;
type Asked<T> = T extends { parameters: infer All } ? All : never;
type PathOf<Op> = Asked<Op> extends { path: infer Path } ? { path: Path } : { path?: never };
type QueryOf<Op> = Asked<Op> extends { query?: infer Query } ? { query?: Query } : { query?: never };
type BodyOf<Op> = Op extends { requestBody: { content: { 'application/json': infer Body } } }
  ? { body: Readonly<Body> }
  : { body?: never };

export type CallOptions<Op> = PathOf<Op> & QueryOf<Op> & BodyOf<Op> & { signal?: AbortSignal };

type LooseOptions = {
  readonly path?: Record<string, unknown>;
  readonly query?: Record<string, unknown>;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
};

/** Calls `verb path`; throws `RequestFailed` for every answer that is no success. */
export async function call<V extends Verb, P extends PathsWith<V>>(
  verb: V,
  path: P,
  options: CallOptions<Operation<P, V>>,
): Promise<SuccessOf<Operation<P, V>>> {
  const loose = options as LooseOptions;
  const token = currentToken();
  const response = await request(verb, urlOf(path, loose), loose, token);
  if (response.ok) return (await bodyOf(response)) as SuccessOf<Operation<P, V>>;
  const refusal = await refusalIn(response);
  // Without a token a 401 says "wrong password"; with one it says that the session is over.
  if (refusal.status === 401 && token !== null) dropToken(token);
  throw refusal;
}

async function request(verb: Verb, url: string, options: LooseOptions, token: string | null): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' });
  if (token !== null) headers.set('Authorization', `Bearer ${token}`);
  if (options.body !== undefined) headers.set('Content-Type', 'application/json');
  const limit = AbortSignal.timeout(TIME_LIMIT_MS);
  const init: RequestInit = {
    method: verb.toUpperCase(),
    headers,
    signal: options.signal ? AbortSignal.any([options.signal, limit]) : limit,
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  };
  try {
    return await fetch(url, init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw unreachable();
  }
}

async function bodyOf(response: Response): Promise<unknown> {
  if (response.status === 204) return undefined;
  try {
    return await response.json();
  } catch {
    throw new RequestFailed(response.status, 'unknown', 'The server gave an answer that makes no sense. Please try again.');
  }
}

function urlOf(path: string, { path: values = {}, query = {} }: LooseOptions): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(name, String(value));
  }
  return search.size > 0 ? `${filled}?${search}` : filled;
}
