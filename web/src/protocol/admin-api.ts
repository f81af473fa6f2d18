// The calls of administrators, apart from the others so that only their page loads them.
import { call } from './rest';

const PAGE = 25;
/** How far back the days go. */
export const DAYS = 30;

type Abortable = { readonly signal?: AbortSignal };

/** A page of the accounts whose name has `words` in it, by name. */
export const fetchAccounts = (words: string, cursor: string | null, options: Abortable) =>
  call('get', '/api/admin/users', {
    query: { limit: PAGE, ...(words === '' ? {} : { q: words }), ...(cursor === null ? {} : { cursor }) },
    ...options,
  });

/** Lets the owner of an account in no more; gives the account as it is then. */
export const disableAccount = (userId: number) =>
  call('post', '/api/admin/users/{user_id}/disable', { path: { user_id: userId } });

/** Lets the owner of a disabled account in again; gives the account as it is then. */
export const enableAccount = (userId: number) =>
  call('post', '/api/admin/users/{user_id}/enable', { path: { user_id: userId } });

/** Gives somebody a new password, which the answer tells this once. */
export const resetPassword = (userId: number) =>
  call('post', '/api/admin/users/{user_id}/reset-password', { path: { user_id: userId } });

/** A page of all rooms, private ones too. */
export const fetchAllRooms = (cursor: string | null, options: Abortable) =>
  call('get', '/api/admin/rooms', { query: { limit: PAGE, ...(cursor === null ? {} : { cursor }) }, ...options });

/** Deletes any room. */
export const deleteAnyRoom = (roomId: number) =>
  call('delete', '/api/admin/rooms/{room_id}', { path: { room_id: roomId } });

/** How much there is. */
export const fetchStorage = (options: Abortable) => call('get', '/api/admin/storage', options);

/** What happened on the last days, oldest first and without those on which nothing did. */
export const fetchActivity = (options: Abortable) => call('get', '/api/admin/activity', { query: { days: DAYS }, ...options });
