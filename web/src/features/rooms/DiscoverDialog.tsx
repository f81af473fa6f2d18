import { useState } from 'react';
import { sentenceFor, waitUntil } from '~/protocol/problem';
import type { DiscoveredRoom } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { ErrorNotice, Waiting } from '~/ui/Notice';
import { TextField } from '~/ui/TextField';
import { useDebounced } from '~/ui/use-debounced';
import { useSecondsUntil } from '~/ui/use-seconds';
import { DiscoveredItem } from './DiscoveredItem';
import { useDiscover } from './use-discover';

type Props = { readonly onClose: () => void; readonly onOpen: (roomId: number) => void };

/** So that not every letter is a question to the server, which answers only so many. */
const PAUSE_MS = 250;

/** Finds public rooms and joins them. */
export function DiscoverDialog({ onClose, onOpen }: Props) {
  const [typed, setTyped] = useState('');
  return (
    <Dialog title="Find rooms" onClose={onClose}>
      <div className="flex flex-col gap-4">
        <TextField
          label="Name of the room"
          type="search"
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Results words={useDebounced(typed.trim(), PAUSE_MS)} onOpen={onOpen} />
      </div>
    </Dialog>
  );
}

type ResultsProps = { readonly words: string; readonly onOpen: (roomId: number) => void };

function Results({ words, onOpen }: ResultsProps) {
  const { data: rooms, error, failureReason, isPending, isPlaceholderData, refetch } = useDiscover(words);
  if (error !== null) {
    return (
      <>
        <ErrorNotice until={waitUntil(error)}>{sentenceFor(error)}</ErrorNotice>
        <Button look="quiet" onClick={() => void refetch()}>
          Try again
        </Button>
      </>
    );
  }
  const until = waitUntil(failureReason);
  // That nothing matches is said of what is looked for now only.
  const isFound = !isPending && !(isPlaceholderData && rooms.length === 0);
  return (
    <>
      {until !== null && <LookingAgain at={until} />}
      {until === null && !isFound && <Waiting label="Looking for rooms…" />}
      {isFound && <Found rooms={rooms} words={words} onOpen={onOpen} />}
    </>
  );
}

/** The server has had enough for a moment; what was found before stays meanwhile. */
function LookingAgain({ at }: { readonly at: number }) {
  const seconds = useSecondsUntil(at);
  return (
    <output className="text-sm text-muted">
      Too many searches at once. <span aria-live="off">Looking again{seconds > 0 ? ` in ${seconds} s.` : '…'}</span>
    </output>
  );
}

function Found({ rooms, words, onOpen }: ResultsProps & { readonly rooms: readonly DiscoveredRoom[] }) {
  if (rooms.length === 0) {
    return <p className="text-sm text-muted">{words === '' ? 'There is no public room yet.' : 'No public room matches.'}</p>;
  }
  return (
    <ul aria-label="Public rooms" className="flex flex-col divide-y divide-line">
      {rooms.map((room) => (
        <DiscoveredItem key={room.id} room={room} onOpen={onOpen} />
      ))}
    </ul>
  );
}
