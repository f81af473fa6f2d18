import { useState } from 'react';
import { hasCode, sentenceFor, waitUntil } from '~/protocol/problem';
import type { Profile, Room } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { ErrorNotice, Waiting } from '~/ui/Notice';
import { PersonLine } from '~/ui/PersonLine';
import { TextField } from '~/ui/TextField';
import { useDebounced } from '~/ui/use-debounced';
import { useAddMember } from './use-add-member';
import { usePeople } from './use-people';

type Props = { readonly room: Room; readonly memberIds: ReadonlySet<number>; readonly onClose: () => void };

const PAUSE_MS = 300;

/** Finds people and brings them into a private room. */
export function AddPeopleDialog({ room, memberIds, onClose }: Props) {
  const [typed, setTyped] = useState('');
  const words = useDebounced(typed.trim(), PAUSE_MS);
  const { data, error, isLoading } = usePeople(words);
  return (
    <Dialog title="Add people" onClose={onClose}>
      <div className="flex flex-col gap-4">
        <TextField label="Name" type="search" autoComplete="off" value={typed} onChange={(event) => setTyped(event.target.value)} />
        <ErrorNotice until={waitUntil(error)}>{error && sentenceFor(error)}</ErrorNotice>
        {isLoading && <Waiting label="Looking for people…" />}
        {data?.users.length === 0 && <p className="text-sm text-muted">Nobody is called that.</p>}
        <ul aria-label="Found people" className="flex flex-col">
          {data?.users.map((person) => (
            <Found key={person.id} person={person} room={room} isMember={memberIds.has(person.id)} />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

type FoundProps = { readonly person: Profile; readonly room: Room; readonly isMember: boolean };

function Found({ person, room, isMember }: FoundProps) {
  const { mutate, error, isPending, isSuccess } = useAddMember(room.id);
  // Of a large room not all members are known here.
  const wasIn = hasCode(error, 'already_a_member');
  const isIn = isMember || isSuccess || wasIn;
  const note = wasIn ? 'Already here' : 'is a member';
  return (
    <>
      <PersonLine id={person.id} name={person.username} isOnline={false} note={isIn ? note : undefined}>
        {!isIn && (
          <Button aria-label={`Add ${person.username}`} disabled={isPending} onClick={() => mutate(person.id)}>
            Add
          </Button>
        )}
      </PersonLine>
      {error !== null && !wasIn && (
        <li>
          <ErrorNotice until={waitUntil(error)}>{sentenceFor(error)}</ErrorNotice>
        </li>
      )}
    </>
  );
}
