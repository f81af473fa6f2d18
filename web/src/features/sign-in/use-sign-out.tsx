import { type ReactNode, useState } from 'react';
import { useOutbox } from '~/realtime/ChatLinkProvider';
import { countDrafts } from '~/realtime/drafts';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { signOut } from './sign-out';

type Loss = { readonly messages: number; readonly drafts: number };

/** Signs out; asks first when something that was written would be lost. `question` has to be shown. */
export function useSignOut(meId: number): { readonly start: () => void; readonly question: ReactNode } {
  const messages = useOutbox().length;
  const [loss, setLoss] = useState<Loss | null>(null);
  const start = () => {
    const drafts = countDrafts(meId);
    if (messages + drafts > 0) setLoss({ messages, drafts });
    else void signOut();
  };
  return { start, question: loss !== null && <Question loss={loss} onStay={() => setLoss(null)} /> };
}

function Question({ loss, onStay }: { readonly loss: Loss; readonly onStay: () => void }) {
  return (
    <Dialog title="Sign out?" onClose={onStay}>
      <div className="flex flex-col gap-4">
        <p>Signing out throws away {named(loss)}.</p>
        <div className="flex justify-end gap-2">
          <Button look="quiet" onClick={onStay}>
            Stay
          </Button>
          <Button look="danger" onClick={() => void signOut()}>
            Sign out
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

function named({ messages, drafts }: Loss): string {
  const parts = [];
  if (messages > 0) parts.push(messages === 1 ? 'one message that is not sent yet' : `${messages} messages that are not sent yet`);
  if (drafts > 0) parts.push(drafts === 1 ? 'one draft' : `${drafts} drafts`);
  return parts.join(' and ');
}
