import { Unread } from './Unread';
import { shownNumber, shownSize } from './figures';
import { useStorage } from './use-storage';

/** How much the server holds. */
export function StorageFigures() {
  const { data, error, refetch } = useStorage();
  if (data === undefined) return <Unread label="Reading the figures…" error={error} onRetry={refetch} />;
  const figures = [
    ['Accounts', shownNumber(data.users)],
    ['Rooms', shownNumber(data.rooms)],
    ['Messages', shownNumber(data.messages)],
    ['Devices signed in', shownNumber(data.sessions)],
    ['Database', shownSize(data.database_bytes)],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3">
      {figures.map(([name, figure]) => (
        <div key={name} className="flex flex-col">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="text-lg font-semibold tabular-nums">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}
