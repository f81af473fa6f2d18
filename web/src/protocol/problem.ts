// What went wrong with a request, as one sentence for people and a code for programs.
import type { FieldError, Problem } from './types';

const UNREACHABLE = "Can't reach the server. Check your connection and try again.";
const UNREADABLE = 'The server gave an answer that makes no sense. Please try again.';

/** Refusals that are about one field, though the form was well-formed. */
const FIELD_OF_CODE: Readonly<Record<string, string>> = {
  username_taken: 'username',
  email_taken: 'email',
  room_name_taken: 'name',
  wrong_password: 'current_password',
};

/** What the fields are called on the page. */
const WORDS: Readonly<Record<string, string>> = {
  username: 'The username',
  email: 'The e-mail',
  password: 'The password',
  current_password: 'The password until now',
  new_password: 'The new password',
  name: 'The name',
  description: 'The description',
  content: 'The message',
  q: 'What you look for',
};

/** What a server says of itself rather than of what was asked: the same may go well in a moment. */
const PASSING: ReadonlySet<string> = new Set(['internal', 'unavailable', 'busy', 'rate_limited']);

export function isPassing(code: string): boolean {
  return PASSING.has(code);
}

export class RequestFailed extends Error {
  /** 0 when there was no answer at all. */
  readonly status: number;
  readonly code: string;
  readonly fields: readonly FieldError[];
  /** When asking again makes sense, in milliseconds since 1970; null when the server named no time. */
  readonly until: number | null;

  constructor(status: number, code: string, detail: string, fields: readonly FieldError[] = [], until: number | null = null) {
    super(detail);
    this.name = 'RequestFailed';
    this.status = status;
    this.code = code;
    this.fields = fields;
    this.until = until;
  }
}

/** Whether `error` is the refusal that the server calls `code`. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof RequestFailed && error.code === code;
}

export function unreachable(): RequestFailed {
  return new RequestFailed(0, 'unreachable', UNREACHABLE);
}

/** The refusal that `response` bears; a proxy's error page counts as one without words. */
export async function refusalIn(response: Response): Promise<RequestFailed> {
  const body: unknown = await response.json().catch(() => null);
  const until = retryTime(response.headers.get('Retry-After'));
  if (!isProblem(body)) return new RequestFailed(response.status, 'unknown', UNREADABLE, [], until);
  return new RequestFailed(response.status, body.code, body.detail, body.errors ?? [], until);
}

/** The sentence to show for any error that a call can throw; one for each field, if it is about fields. */
export function sentenceFor(error: unknown): string {
  if (!(error instanceof RequestFailed)) return 'Something went wrong. Please try again.';
  return error.fields.length > 0 ? error.fields.map(fieldSentence).join(' ') : error.message;
}

/** The server names a field and what holds of it, such as `name` and `is required`. */
export function fieldSentence({ field, message }: FieldError): string {
  const sentence = /^\p{Ll}/u.test(message) ? `${WORDS[field] ?? 'This'} ${message}` : message;
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

/** When what failed with `error` may be tried again; null when there is nothing to wait for. */
export function waitUntil(error: unknown): number | null {
  return error instanceof RequestFailed ? error.until : null;
}

/** What to show beside the form field `name`, if the error is about it. */
export function fieldError(error: unknown, name: string): string | undefined {
  const found = fieldErrors(error).find((entry) => entry.field === name);
  return found && fieldSentence(found);
}

/** What to show for the form as a whole: nothing, if all is said beside the fields in `shown`. */
export function formError(error: unknown, shown: readonly string[]): string | undefined {
  if (error === null || error === undefined) return undefined;
  const fields = fieldErrors(error);
  const saidBesideFields = fields.length > 0 && fields.every((entry) => shown.includes(entry.field));
  return saidBesideFields ? undefined : sentenceFor(error);
}

function fieldErrors(error: unknown): readonly FieldError[] {
  if (!(error instanceof RequestFailed)) return [];
  const field = FIELD_OF_CODE[error.code];
  return field === undefined ? error.fields : [{ field, message: error.message }];
}

// The server names seconds.
function retryTime(header: string | null): number | null {
  return header !== null && /^\d{1,6}$/.test(header) ? Date.now() + Number(header) * 1000 : null;
}

function isProblem(body: unknown): body is Problem {
  return typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string';
}
