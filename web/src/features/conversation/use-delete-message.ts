import { useMutation, useQueryClient } from '@tanstack/react-query';
import { deleteMessage } from '~/protocol/api';
import type { Message } from '~/protocol/types';
import { changeFeed } from '~/realtime/cache';
import { editMessage } from '~/realtime/feed';

export function useDeleteMessage(message: Message, onDeleted: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => deleteMessage(message.id),
    onSuccess: () => {
      changeFeed(client, message.room_id, (feed) => editMessage(feed, message.id, tombstone));
      onDeleted();
    },
  });
}

// The event tells the true time, if it was not faster anyway.
function tombstone(message: Message): Message {
  return { ...message, content: '', reactions: [], deleted_at: message.deleted_at ?? new Date().toISOString() };
}
