import { currentToken, dropToken } from '~/protocol/token';
import { forgetDrafts } from '~/realtime/drafts';
import { forgetOutboxes } from '~/realtime/outbox-store';

/** Ends the session on purpose: what was typed and not sent is not left behind on the computer. */
export function signOut(): void {
  forgetDrafts();
  void forgetOutboxes();
  const token = currentToken();
  if (token !== null) dropToken(token);
}
