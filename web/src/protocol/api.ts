// Every REST call that the client makes, by name: the only place that knows paths.
import { call } from './rest';
import type { LoginForm, RegisterForm, RoomForm } from './types';

const HISTORY_PAGE = 50;

type Abortable = { readonly signal?: AbortSignal };

export const register = (form: RegisterForm) => call('post', '/api/auth/register', { body: form });

export const login = (form: LoginForm) => call('post', '/api/auth/login', { body: form });

export const fetchMe = (options: Abortable) => call('get', '/api/auth/me', options);

export const fetchRooms = (options: Abortable) =>
  call('get', '/api/rooms', { query: { include_unread: true }, ...options });

export const discoverRooms = (words: string, options: Abortable) =>
  call('get', '/api/rooms/discover', { query: words === '' ? {} : { q: words }, ...options });

export const createRoom = (form: RoomForm) => call('post', '/api/rooms', { body: form });

export const joinRoom = (roomId: number) => call('post', '/api/rooms/{room_id}/join', { path: { room_id: roomId } });

export const leaveRoom = (roomId: number) => call('post', '/api/rooms/{room_id}/leave', { path: { room_id: roomId } });

export const deleteRoom = (roomId: number) => call('delete', '/api/rooms/{room_id}', { path: { room_id: roomId } });

/** A page of history, newest first; without a cursor the newest page. */
export const fetchHistory = (roomId: number, cursor: string | null, options: Abortable) =>
  call('get', '/api/rooms/{room_id}/messages', {
    path: { room_id: roomId },
    query: cursor === null ? { limit: HISTORY_PAGE } : { limit: HISTORY_PAGE, cursor },
    ...options,
  });
