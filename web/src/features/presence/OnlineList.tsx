import { useFeed } from '~/realtime/use-feed';
import { PersonLine } from '~/ui/PersonLine';

type Props = { readonly roomId: number; readonly meId: number };

/** Who is in the room now. */
export function OnlineList({ roomId, meId }: Props) {
  const { data: feed } = useFeed(roomId);
  const people = feed?.online.toSorted((one, other) => one.username.localeCompare(other.username)) ?? [];
  const more = (feed?.onlineCount ?? 0) - people.length;
  return (
    <>
      <ul aria-label="People online" className="flex flex-col gap-0.5">
        {people.map((person) => (
          <PersonLine key={person.id} id={person.id} name={person.username} isOnline note={person.id === meId ? 'you' : undefined} />
        ))}
      </ul>
      {more > 0 && <p className="px-2 pt-2 text-sm text-muted">and {more} more</p>}
    </>
  );
}
