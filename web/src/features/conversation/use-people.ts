import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { fetchMembers } from '~/protocol/api';
import type { RoomFeed } from '~/realtime/feed';
import { membersKey } from '~/realtime/cache-keys';

/** The names that may be mentioned: who is here, who wrote lately, and members. Read only when `isAsked`. */
export function usePeople(roomId: number, feed: RoomFeed, isAsked: boolean): readonly string[] {
  const { data } = useQuery({
    queryKey: [...membersKey(roomId), 'first'],
    queryFn: ({ signal }) => fetchMembers(roomId, null, { signal }),
    enabled: isAsked,
    staleTime: 60_000,
  });
  return useMemo(() => {
    if (!isAsked) return [];
    const online = feed.online.map((user) => user.username);
    const authors = feed.messages.map((message) => message.username);
    const members = data?.members.map((member) => member.username) ?? [];
    return [...new Set([...online, ...authors, ...members])];
  }, [isAsked, feed.online, feed.messages, data]);
}
