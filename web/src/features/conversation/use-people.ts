import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { fetchMembers } from '~/protocol/api';
import type { RoomFeed } from '~/realtime/feed';
import type { Outbox } from '~/realtime/outbox';
import { membersKey } from '~/realtime/cache-keys';

/** The names that may be mentioned: who is here, who wrote lately, and members. Read only when `isAsked`. */
export function usePeople(roomId: number, feed: RoomFeed, isAsked: boolean): readonly string[] {
  const { data } = useFirstMembers(roomId, isAsked);
  return useMemo(() => {
    if (!isAsked) return [];
    const online = feed.online.map((user) => user.username);
    const authors = feed.messages.map((message) => message.username);
    const members = data?.members.map((member) => member.username) ?? [];
    return [...new Set([...online, ...authors, ...members])];
  }, [isAsked, feed.online, feed.messages, data]);
}

/**
 * The same names in lower case, to tell who is mentioned in what is shown; undefined where not all members are known.
 * The same set as long as they are the same.
 */
export function useMentionable(roomId: number, feed: RoomFeed, outgoing: Outbox): ReadonlySet<string> | undefined {
  const { messages, excerpt } = feed;
  const mayMention = useMemo(
    () => [...messages, ...(excerpt?.messages ?? []), ...outgoing].some(({ content }) => content.includes('@')),
    [messages, excerpt, outgoing],
  );
  const { data } = useFirstMembers(roomId, mayMention);
  const isWhole = data !== undefined && !data.next_cursor;
  const names = usePeople(roomId, feed, mayMention && isWhole);
  // No name has a line break in it.
  const key = useMemo(() => names.map((name) => name.toLowerCase()).toSorted().join('\n'), [names]);
  return useMemo(() => (isWhole ? new Set(key.split('\n')) : undefined), [isWhole, key]);
}

function useFirstMembers(roomId: number, isAsked: boolean) {
  return useQuery({
    queryKey: [...membersKey(roomId), 'first'],
    queryFn: ({ signal }) => fetchMembers(roomId, null, { signal }),
    enabled: isAsked,
    staleTime: 60_000,
  });
}
