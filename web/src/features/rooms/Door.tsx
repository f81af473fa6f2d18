import { sentenceFor, waitUntil } from '~/protocol/problem';
import { Button } from '~/ui/Button';
import { ErrorNotice, Waiting } from '~/ui/Notice';
import { useDoor } from './use-door';
import { useJoinRoom } from './use-join-room';

type Props = { readonly roomId: number };

/** The way into a room that one has a link to, but is not in. */
export function Door({ roomId }: Props) {
  const { data: isOpen, error } = useDoor(roomId);
  if (isOpen === true) return <Join roomId={roomId} />;
  if (isOpen === false) return <p>It was deleted, or it is private: then somebody who is in it can add you.</p>;
  return error === null ? <Waiting label="Looking for the room…" /> : <ErrorNotice until={waitUntil(error)}>{sentenceFor(error)}</ErrorNotice>;
}

function Join({ roomId }: Props) {
  // Where one has joined, the list of rooms tells, and the room takes this place.
  const { mutate, error, isPending } = useJoinRoom(roomId, () => {});
  return (
    <>
      <p>It is public: join it to read and to write.</p>
      <ErrorNotice until={waitUntil(error)}>{error && sentenceFor(error)}</ErrorNotice>
      <Button disabled={isPending} onClick={() => mutate()}>
        Join the room
      </Button>
    </>
  );
}
