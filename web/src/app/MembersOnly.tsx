import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { Navigate, Outlet, useLocation, useOutletContext } from 'react-router';
import { useMe } from '~/features/sign-in/use-me';
import { useToken } from '~/features/sign-in/use-token';
import { sentenceFor } from '~/protocol/problem';
import type { Account } from '~/protocol/types';
import { ChatLinkProvider } from '~/realtime/ChatLinkProvider';
import { Button } from '~/ui/Button';
import { EmptyState, ErrorNotice, Waiting } from '~/ui/Notice';
import { newQueryClient } from './query-client';
import { wanting } from './wanted-place';

/** Pages for people who are signed in; others sign in first and come back. */
export function MembersOnly() {
  const token = useToken();
  const place = useLocation();
  if (token === null) return <Navigate to="/login" state={wanting(place)} replace />;
  // The key parts sessions: nothing that one person has read is left for the next.
  return <Session key={token} token={token} />;
}

function Session({ token }: { readonly token: string }) {
  const [client] = useState(newQueryClient);
  return (
    <QueryClientProvider client={client}>
      <Member token={token} />
    </QueryClientProvider>
  );
}

function Member({ token }: { readonly token: string }) {
  const { data: me, error, refetch } = useMe();
  if (me !== undefined) {
    return (
      <ChatLinkProvider token={token} meId={me.id}>
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
          <ErrorNotice>{sentenceFor(error)}</ErrorNotice>
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
