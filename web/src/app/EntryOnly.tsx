import { Navigate, Outlet, useLocation } from 'react-router';
import { useToken } from '~/features/sign-in/use-token';
import { wantedPlace } from './wanted-place';

/** Pages for people who are not signed in; others go on to where they wanted to be. */
export function EntryOnly() {
  const { state } = useLocation();
  return useToken() === null ? <Outlet /> : <Navigate to={wantedPlace(state)} replace />;
}
