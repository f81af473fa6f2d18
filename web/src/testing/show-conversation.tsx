// A conversation as somebody meets it, against canned answers and a fake socket.
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { expect } from 'vitest';
import { Conversation } from '~/features/conversation/Conversation';
import type { Room, ServerEvent } from '~/protocol/types';
import { ChatLinkProvider } from '~/realtime/ChatLinkProvider';
import { ANN, ANNS_ACCOUNT, messagesOf, roomOf, subscribedAt } from './builders';
import { type Answers, type Request, fakeRest } from './fake-rest';
import { FakeWebSocket } from './fake-web-socket';

export function show(room: Room = roomOf(), address = '/rooms/3') {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const page = (content: ReactNode) => (
    <QueryClientProvider client={client}>
      <ChatLinkProvider meId={ANN.id} open={() => new WebSocket('ws://rostra.test/')}>
        <MemoryRouter initialEntries={[address]}>{content}</MemoryRouter>
      </ChatLinkProvider>
    </QueryClientProvider>
  );
  const { rerender } = render(page(<Conversation room={room} me={ANNS_ACCOUNT} />));
  return { leaveRoom: () => rerender(page(null)) };
}

/** A server with `count` messages in the garden, and what else it answers. */
export function withHistory(count: number, answers: Answers = {}): Request[] {
  const messages = messagesOf(1, count).toReversed();
  return fakeRest({ 'GET /api/rooms/3/messages': () => [200, { messages, next_cursor: null }], ...answers });
}

export const tell = (event: ServerEvent): void => act(() => FakeWebSocket.last.tell(event));

/** The conversation with `count` messages, the last of which says `last`, heard live. */
export async function showLive(count: number, answers: Answers = {}, last = `message ${count}`) {
  const requests = withHistory(count, answers);
  const { leaveRoom } = show();
  await screen.findByText(last);
  act(() => FakeWebSocket.last.accept());
  tell(subscribedAt(count));
  return {
    user: userEvent.setup(),
    requests,
    leaveRoom,
    log: screen.getByRole('log'),
    field: screen.getByLabelText<HTMLTextAreaElement>('Message to Garden'),
  };
}

/** The client's id of the first message sent. */
export async function firstSent(): Promise<string> {
  await waitFor(() => expect(FakeWebSocket.last.sentAs('send_message')).not.toEqual([]));
  return FakeWebSocket.last.sentAs('send_message')[0]?.client_id ?? '';
}
