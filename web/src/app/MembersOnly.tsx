import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Navigate, Outlet, useLocation, useOutletContext } from 'react-router';
import { useMe } from '~/features/sign-in/use-me';
import { useSession, useSessionLost } from '~/features/sign-in/use-session';
import { sentenceFor, waitUntil } from '~/protocol/problem';
import type { Account } from '~/protocol/types';
import { ChatLinkProvider } from '~/realtime/ChatLinkProvider';
import { Button } from '~/ui/Button';
import { EmptyState, ErrorNotice, Waiting } from '~/ui/Notice';
import { newQueryClient } from './query-client';
import { isOfAnother, wanting } from './wanted-place';

/** Pages for people who are signed in; others sign in first and come back. */
export function MembersOnly() {
  const session = useSession();
  const isLost = useSessionLost();
  const place = useLocation();
  const [wasSignedIn] = useState(session !== null);
  const [whose, setWhose] = useState<number | null>(null);
  if (session === null) {
    // Where somebody was who signed out is nothing to the next person.
    const hasLeft = wasSignedIn && !isLost;
    return <Navigate to="/login" state={hasLeft ? null : wanting(place, whose)} replace />;
  }
  // The key parts sessions: nothing that one person has read is left for the next.
  return <Session key={session} onKnown={setWhose} />;
}

type SessionProps = { /** Takes the id of who is signed in. */ readonly onKnown: (id: number) => void };

function Session({ onKnown }: SessionProps) {
  const [client] = useState(newQueryClient);
  return (
    <QueryClientProvider client={client}>
      <Member onKnown={onKnown} />
    </QueryClientProvider>
  );
}

function Member({ onKnown }: SessionProps) {
  const { data: me, error, refetch } = useMe();
  const { state } = useLocation();
  useEffect(() => {
    if (me !== undefined) onKnown(me.id);
  }, [me, onKnown]);
  if (me !== undefined) {
    if (isOfAnother(state, me.id)) return <Navigate to="/rooms" replace />;
    return (
      <ChatLinkProvider meId={me.id}>
        <Outlet context={me} />
      </ChatLinkProvider>
    );
  }
  return (
    <main className="flex min-h-dvh">
      {error === null ? (
        <Waiting label="One moment…" />
      ) : (
        <EmptyState title="Rostra does not answer.">
          <ErrorNotice until={waitUntil(error)}>{sentenceFor(error)}</ErrorNotice>
          <Button onClick={() => void refetch()}>Try again</Button>
        </EmptyState>
      )}
    </main>
  );
}

/** Who is signed in, below `MembersOnly`. */
export function useAccount(): Account {
  return useOutletContext<Account>();
}
