import type { User } from '~/protocol/types';
import { useFeed } from '~/realtime/use-feed';
import { Avatar } from '~/ui/Avatar';

type Props = { readonly roomId: number; readonly meId: number };

/** Who is in the room now. */
export function OnlineList({ roomId, meId }: Props) {
  const { data: feed } = useFeed(roomId);
  const people = feed?.online.toSorted((one, other) => one.username.localeCompare(other.username)) ?? [];
  const more = (feed?.onlineCount ?? 0) - people.length;
  return (
    <>
      <ul aria-label="People online" className="flex flex-col gap-1">
        {people.map((person) => (
          <Person key={person.id} person={person} isMe={person.id === meId} />
        ))}
      </ul>
      {more > 0 && <p className="px-2 pt-2 text-sm text-muted">and {more} more</p>}
    </>
  );
}

function Person({ person, isMe }: { readonly person: User; readonly isMe: boolean }) {
  return (
    <li className="flex items-center gap-2.5 rounded-lg px-2 py-1.5">
      <span className="relative">
        <Avatar userId={person.id} name={person.username} />
        <span className="absolute -end-0.5 -bottom-0.5 size-3 rounded-full border-2 border-surface bg-online" />
      </span>
      <span className="truncate">{person.username}</span>
      {isMe && <span className="text-sm text-muted">you</span>}
    </li>
  );
}
