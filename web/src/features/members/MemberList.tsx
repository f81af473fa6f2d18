import { useState } from 'react';
import { sentenceFor, waitUntil } from '~/protocol/problem';
import type { Room, RoomMember } from '~/protocol/types';
import { useFeed } from '~/realtime/use-feed';
import { Button, IconButton } from '~/ui/Button';
import { ErrorNotice, Waiting } from '~/ui/Notice';
import { PersonLine } from '~/ui/PersonLine';
import { CloseIcon, UserPlusIcon } from '~/ui/icons';
import { AddPeopleDialog } from './AddPeopleDialog';
import { RemoveMemberDialog } from './RemoveMemberDialog';
import { useMembers } from './use-members';

type Props = { readonly room: Room; readonly meId: number };

/** All members of a room; its creator can take the others out. */
export function MemberList({ room, meId }: Props) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useMembers(room.id);
  const isOnline = useIsOnline(room.id);
  const [removing, setRemoving] = useState<RoomMember | null>(null);
  const [isAdding, setIsAdding] = useState(false);
  if (isPending) return <Waiting label="Reading who is a member…" />;
  const members = data?.pages.flatMap((page) => page.members) ?? [];
  const mayRemove = room.created_by === meId;
  return (
    <>
      {room.kind === 'private' && (
        <Button look="quiet" className="mb-3" onClick={() => setIsAdding(true)}>
          <UserPlusIcon /> Add people
        </Button>
      )}
      <ul aria-label="Members" className="flex flex-col gap-0.5">
        {members.map((member) => (
          <PersonLine key={member.id} id={member.id} name={member.username} isOnline={isOnline(member)} note={noteFor(member, room, meId)}>
            {mayRemove && member.id !== meId && (
              <IconButton label={`Remove ${member.username}`} onClick={() => setRemoving(member)}>
                <CloseIcon size={16} />
              </IconButton>
            )}
          </PersonLine>
        ))}
      </ul>
      {error !== null && (
        <div className="flex flex-col gap-2 pt-2">
          <ErrorNotice until={waitUntil(error)}>{sentenceFor(error)}</ErrorNotice>
          <Button look="quiet" onClick={() => void refetch()}>
            Try again
          </Button>
        </div>
      )}
      {hasNextPage && (
        <Button look="quiet" className="mt-2" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {isFetchingNextPage ? 'Loading…' : 'Show more'}
        </Button>
      )}
      {isAdding && <AddPeopleDialog room={room} memberIds={new Set(members.map(({ id }) => id))} onClose={() => setIsAdding(false)} />}
      {removing !== null && <RemoveMemberDialog room={room} member={removing} onClose={() => setRemoving(null)} />}
    </>
  );
}

/** What the socket tells is newer than the list; only of large rooms it does not name everybody. */
function useIsOnline(roomId: number): (member: RoomMember) => boolean {
  const { data: feed } = useFeed(roomId);
  const online = new Set(feed?.online.map(({ id }) => id));
  const isWhole = feed !== undefined && feed.onlineCount <= feed.online.length;
  return (member) => online.has(member.id) || (!isWhole && member.online);
}

function noteFor({ id }: RoomMember, room: Room, meId: number): string | undefined {
  const notes = [...(id === meId ? ['you'] : []), ...(id === room.created_by ? ['creator'] : [])];
  return notes.length === 0 ? undefined : notes.join(', ');
}
