// A server's REST side made of canned answers.
import { vi } from 'vitest';

export type Request = { readonly method: string; readonly url: URL; readonly body: unknown; readonly token: string | null };
export type Answer = (request: Request) => readonly [status: number, body?: unknown];
export type Answers = Readonly<Record<string, Answer>>;

/** Answers by `METHOD /path`; what is not among `answers` is 404. Returns the requests, as they come. */
export function fakeRest(answers: Answers): Request[] {
  const requests: Request[] = [];
  vi.stubGlobal('fetch', async (input: string, init: RequestInit = {}) => {
    const request = requestOf(input, init);
    requests.push(request);
    const answer = answers[`${request.method} ${request.url.pathname}`];
    const [status, body] = answer?.(request) ?? [404, problem('not_found', 'There is nothing at this address.')];
    return new Response(status === 204 ? null : JSON.stringify(body), { status });
  });
  return requests;
}

export function problem(code: string, detail: string, errors?: readonly { field: string; message: string }[]) {
  return { type: `/problems/${code}`, title: code, status: 400, code, detail, ...(errors ? { errors } : {}) };
}

function requestOf(input: string, init: RequestInit): Request {
  const { method = 'GET', headers, body } = init;
  return {
    method,
    url: new URL(input, location.href),
    body: typeof body === 'string' ? JSON.parse(body) : undefined,
    token: new Headers(headers).get('Authorization'),
  };
}
