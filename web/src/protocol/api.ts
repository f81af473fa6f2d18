// Every REST call that the client makes, by name, but for those of `admin-api.ts`: the only places that know paths.
import { call } from './rest';
import type { LoginForm, PasswordForm, RegisterForm, RoomEditForm, RoomForm } from './types';

/** The first page is wanted soon, further ones are wanted seldom. */
const FIRST_PAGE = 50;
const FURTHER_PAGE = 100;
/** How much is read around a message that was jumped to. */
const CONTEXT_SIDE = 40;
const MEMBER_PAGE = 100;
const PEOPLE_SHOWN = 8;

type Abortable = { readonly signal?: AbortSignal };

export const register = (form: RegisterForm) => call('post', '/api/auth/register', { body: form });

export const login = (form: LoginForm) => call('post', '/api/auth/login', { body: form });

/** Ends the session of this device. */
export const logout = () => call('post', '/api/auth/logout', {});

/** Ends all sessions, this one too. */
export const logoutAll = () => call('post', '/api/auth/logout-all', {});

/** The devices that are signed in. */
export const fetchDevices = (options: Abortable) => call('get', '/api/auth/sessions', options);

export const endDevice = (id: string) => call('delete', '/api/auth/sessions/{session_id}', { path: { session_id: id } });

/** Changes the password; all other sessions end. */
export const changePassword = (form: PasswordForm) => call('post', '/api/auth/password', { body: form });

/** What opens the socket, once and soon. */
export const fetchTicket = () => call('post', '/api/auth/ws-ticket', {});

/** People by name. */
export const findPeople = (words: string, options: Abortable) =>
  call('get', '/api/users', { query: { q: words, limit: PEOPLE_SHOWN }, ...options });

export const fetchMe = (options: Abortable) => call('get', '/api/auth/me', options);

export const fetchRooms = (options: Abortable) =>
  call('get', '/api/rooms', { query: { include_unread: true }, ...options });

export const fetchRoom = (roomId: number, options: Abortable) =>
  call('get', '/api/rooms/{room_id}', { path: { room_id: roomId }, ...options });

export const discoverRooms = (words: string, options: Abortable) =>
  call('get', '/api/rooms/discover', { query: words === '' ? {} : { q: words }, ...options });

export const createRoom = (form: RoomForm) => call('post', '/api/rooms', { body: form });

export const joinRoom = (roomId: number) => call('post', '/api/rooms/{room_id}/join', { path: { room_id: roomId } });

export const leaveRoom = (roomId: number) => call('post', '/api/rooms/{room_id}/leave', { path: { room_id: roomId } });

export const editRoom = (roomId: number, form: RoomEditForm) =>
  call('patch', '/api/rooms/{room_id}', { path: { room_id: roomId }, body: form });

export const deleteRoom = (roomId: number) => call('delete', '/api/rooms/{room_id}', { path: { room_id: roomId } });

/** A page of history, newest first; without a cursor the newest page. */
export const fetchHistory = (roomId: number, cursor: string | null, options: Abortable) =>
  call('get', '/api/rooms/{room_id}/messages', {
    path: { room_id: roomId },
    query: cursor === null ? { limit: FIRST_PAGE } : { limit: FURTHER_PAGE, cursor },
    ...options,
  });

/** The page of history after `cursor`, oldest first. */
export const fetchNewer = (roomId: number, cursor: string, options: Abortable) =>
  call('get', '/api/rooms/{room_id}/messages/newer', {
    path: { room_id: roomId },
    query: { limit: FURTHER_PAGE, cursor },
    ...options,
  });

/** A message amid its neighbors, oldest first; `side` of them on each side. */
export const fetchContext = (roomId: number, messageId: number, options: Abortable & { readonly side?: number }) =>
  call('get', '/api/rooms/{room_id}/messages/{message_id}/context', {
    path: { room_id: roomId, message_id: messageId },
    query: { before: options.side ?? CONTEXT_SIDE, after: options.side ?? CONTEXT_SIDE },
    ...(options.signal ? { signal: options.signal } : {}),
  });

export const editMessage = (messageId: number, content: string) =>
  call('patch', '/api/messages/{message_id}', { path: { message_id: messageId }, body: { content } });

export const deleteMessage = (messageId: number) =>
  call('delete', '/api/messages/{message_id}', { path: { message_id: messageId } });

export const addReaction = (messageId: number, emoji: string) =>
  call('post', '/api/messages/{message_id}/reactions', { path: { message_id: messageId }, body: { emoji } });

export const removeReaction = (messageId: number, emoji: string) =>
  call('delete', '/api/messages/{message_id}/reactions/{emoji}', { path: { message_id: messageId, emoji } });

/** Who reacted to a message, emoji by emoji. */
export const fetchReactors = (roomId: number, messageId: number, options: Abortable) =>
  call('get', '/api/rooms/{room_id}/messages/{message_id}/reactions', { path: { room_id: roomId, message_id: messageId }, ...options });

/** The members of a room by name, a page at a time. */
export const fetchMembers = (roomId: number, cursor: string | null, options: Abortable) =>
  call('get', '/api/rooms/{room_id}/members', {
    path: { room_id: roomId },
    query: cursor === null ? { limit: MEMBER_PAGE } : { limit: MEMBER_PAGE, cursor },
    ...options,
  });

/** Adds somebody to a private room. */
export const addMember = (roomId: number, userId: number) =>
  call('post', '/api/rooms/{room_id}/members', { path: { room_id: roomId }, body: { user_id: userId } });

export const removeMember = (roomId: number, userId: number) =>
  call('delete', '/api/rooms/{room_id}/members/{user_id}', { path: { room_id: roomId, user_id: userId } });

/** A page of messages that have `words` in them, newest first; in one room, or in all of one's rooms. */
export const searchMessages = (roomId: number | null, words: string, cursor: string | null, options: Abortable) => {
  const query = cursor === null ? { q: words } : { q: words, cursor };
  return roomId === null
    ? call('get', '/api/search', { query, ...options })
    : call('get', '/api/rooms/{room_id}/messages/search', { path: { room_id: roomId }, query, ...options });
};
