// One typed call for every REST operation of the document. Knows nothing of what the calls mean.
import { RequestFailed, refusalIn } from './problem';
import type { paths } from './schema';
import { type Sent, type Verb, send } from './send';
import { accessToken, loseSession } from './session';

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
  const sent = { verb, url: urlOf(path, loose), body: loose.body, signal: loose.signal };
  const token = await accessToken();
  const first = await send({ ...sent, token });
  const response = first.status === 401 && token !== null ? await again(sent, token, first) : first;
  if (response.ok) return (await bodyOf(response)) as SuccessOf<Operation<P, V>>;
  throw await refusalIn(response);
}

type Unsigned = Omit<Sent, 'token'>;

/** Shows a new token once; if that is not taken either, the session is over. */
async function again(sent: Unsigned, refused: string, first: Response): Promise<Response> {
  const token = await accessToken(refused).catch((error: unknown) => {
    if (error instanceof RequestFailed && error.status === 401) return null;
    throw error;
  });
  if (token === null) return first;
  const second = await send({ ...sent, token });
  if (second.status === 401) loseSession();
  return second;
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
