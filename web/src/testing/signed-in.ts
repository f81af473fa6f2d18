// Somebody who is signed in before a test begins.
import { beginSession } from '~/protocol/session';
import type { Tokens } from '~/protocol/types';

/** The `n`-th pair of tokens of a session. */
export function tokens(n: number): Tokens {
  return { access_token: `t${n}`, token_type: 'bearer', expires_in: 1800, refresh_token: `r${n}` };
}

export function signIn(): void {
  beginSession(tokens(1));
}
