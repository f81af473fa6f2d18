import { useDeferredValue, useState } from 'react';
import { sentenceFor, waitUntil } from '~/protocol/problem';
import { Dialog } from '~/ui/Dialog';
import { ErrorNotice, Waiting } from '~/ui/Notice';
import { TextField } from '~/ui/TextField';
import { DiscoveredItem } from './DiscoveredItem';
import { useDiscover } from './use-discover';

type Props = { readonly onClose: () => void; readonly onOpen: (roomId: number) => void };

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
        <Results words={useDeferredValue(typed.trim())} onOpen={onOpen} />
      </div>
    </Dialog>
  );
}

type ResultsProps = { readonly words: string; readonly onOpen: (roomId: number) => void };

function Results({ words, onOpen }: ResultsProps) {
  const { data: rooms, error, isPending } = useDiscover(words);
  if (isPending) return <Waiting label="Looking for rooms…" />;
  if (error !== null) return <ErrorNotice until={waitUntil(error)}>{sentenceFor(error)}</ErrorNotice>;
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
