import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, Outlet, useLocation, useOutletContext } from 'react-router';
import { useMe } from '~/features/sign-in/use-me';
import { useSession } from '~/features/sign-in/use-session';
import { sentenceFor, waitUntil } from '~/protocol/problem';
import type { Account } from '~/protocol/types';
import { ChatLinkProvider } from '~/realtime/ChatLinkProvider';
import { Button } from '~/ui/Button';
import { EmptyState, ErrorNotice, Waiting } from '~/ui/Notice';
import { newQueryClient } from './query-client';
import { wanting } from './wanted-place';

/** Pages for people who are signed in; others sign in first and come back. */
export function MembersOnly() {
  const session = useSession();
  const place = useLocation();
  if (session === null) return <Navigate to="/login" state={wanting(place)} replace />;
  // The key parts sessions: nothing that one person has read is left for the next.
  return <Session key={session} />;
}

function Session() {
  const [client] = useState(newQueryClient);
  return (
    <QueryClientProvider client={client}>
      <Member />
    </QueryClientProvider>
  );
}

function Member() {
  const { data: me, error, refetch } = useMe();
  if (me !== undefined) {
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
