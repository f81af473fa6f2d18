import { Navigate, Outlet, useLocation } from 'react-router';
import { useSession } from '~/features/sign-in/use-session';
import { wantedPlace } from './wanted-place';

/** Pages for people who are not signed in; others go on to where they wanted to be. */
export function EntryOnly() {
  const { state } = useLocation();
  return useSession() === null ? <Outlet /> : <Navigate to={wantedPlace(state)} state={state} replace />;
}
