import { type ReactNode, useState } from 'react';
import { useOutbox } from '~/realtime/ChatLinkProvider';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { signOut } from './sign-out';

/** Signs out; asks first when something is not sent yet. `question` has to be shown. */
export function useSignOut(): { readonly start: () => void; readonly question: ReactNode } {
  const unsent = useOutbox().length;
  const [isAsking, setIsAsking] = useState(false);
  const start = () => {
    if (unsent > 0) setIsAsking(true);
    else void signOut();
  };
  return { start, question: isAsking && <Question unsent={unsent} onStay={() => setIsAsking(false)} /> };
}

function Question({ unsent, onStay }: { readonly unsent: number; readonly onStay: () => void }) {
  return (
    <Dialog title="Sign out?" onClose={onStay}>
      <div className="flex flex-col gap-4">
        <p>
          {unsent === 1 ? 'One message of yours is' : `${unsent} messages of yours are`} not sent yet. What is not sent is thrown away when
          you sign out.
        </p>
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
