import { logout } from '~/protocol/api';
import { endSession } from '~/protocol/session';
import { forgetDrafts } from '~/realtime/drafts';
import { forgetOutboxes } from '~/realtime/outbox-store';

/** Ends the session on purpose: what was typed and not sent is not left behind on the computer. */
export async function signOut(): Promise<void> {
  forgetDrafts();
  // Out of reach of the server one is signed out here at least.
  await Promise.allSettled([forgetOutboxes(), logout()]);
  endSession();
}
