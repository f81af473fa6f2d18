import { useMutation, useQueryClient } from '@tanstack/react-query';
import { addReaction, removeReaction } from '~/protocol/api';
import type { Message, ReactionCount } from '~/protocol/types';
import { changeFeed } from '~/realtime/cache';
import { editMessage } from '~/realtime/feed';

export type ReactionOrder = { readonly message: Message; readonly emoji: string };

/** Gives or takes back a reaction: shown at once, taken back when the server refuses. */
export function useReact(roomId: number, onRefused: (messageId: number, error: Error) => void) {
  const client = useQueryClient();
  const toggle = ({ message, emoji }: ReactionOrder, isMine: boolean) =>
    changeFeed(client, roomId, (feed) =>
      editMessage(feed, message.id, (known) => ({ ...known, reactions: toggled(known.reactions, emoji, isMine) })),
    );
  return useMutation({
    // One after the other: the last click wins.
    scope: { id: `reactions of ${roomId}` },
    onMutate: (order: ReactionOrder) => toggle(order, !isMineIn(order)),
    // The event that follows says how many they are.
    mutationFn: (order: ReactionOrder) =>
      isMineIn(order) ? removeReaction(order.message.id, order.emoji) : addReaction(order.message.id, order.emoji),
    onError: (error, order) => {
      toggle(order, isMineIn(order));
      onRefused(order.message.id, error);
    },
  });
}

/** As it was when the person decided. */
const isMineIn = ({ message, emoji }: ReactionOrder) => message.reactions.some((entry) => entry.emoji === emoji && entry.reacted_by_me);

/** The reactions with `emoji` mine or not; nothing changes if it is so already. */
export function toggled(reactions: readonly ReactionCount[], emoji: string, isMine: boolean): ReactionCount[] {
  const known = reactions.find((entry) => entry.emoji === emoji);
  if (known === undefined) return isMine ? [...reactions, { emoji, count: 1, reacted_by_me: true }] : [...reactions];
  if (known.reacted_by_me === isMine) return [...reactions];
  const count = known.count + (isMine ? 1 : -1);
  if (count <= 0) return reactions.filter((entry) => entry !== known);
  return reactions.map((entry) => (entry === known ? { ...entry, count, reacted_by_me: isMine } : entry));
}
