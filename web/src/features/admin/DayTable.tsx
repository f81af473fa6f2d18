import { DAYS } from '~/protocol/admin-api';
import type { Day } from '~/protocol/types';
import { Unread } from './Unread';
import { shownNumber } from './figures';
import { useActivity } from './use-activity';

// The server's days begin in UTC.
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' });

/** What happened on the last days, newest first. */
export function DayTable() {
  const { data, error, refetch } = useActivity();
  if (data === undefined) return <Unread label="Reading what happened…" error={error} onRetry={refetch} />;
  if (data.days.length === 0) return <p className="text-sm text-muted">Nothing happened in the last {DAYS} days.</p>;
  const most = Math.max(1, ...data.days.map(({ messages }) => messages));
  return (
    <table className="w-full text-sm tabular-nums">
      <caption className="pb-2 text-start text-muted">The last {DAYS} days by UTC; those on which nothing happened are left out.</caption>
      <thead>
        <tr className="text-muted">
          <th scope="col" className="py-1 text-start font-semibold">
            Day
          </th>
          <th scope="col" className="py-1 text-end font-semibold">
            Messages
          </th>
          <th scope="col" className="py-1 ps-3 text-end font-semibold">
            New accounts
          </th>
        </tr>
      </thead>
      <tbody>
        {data.days.toReversed().map((day) => (
          <DayRow key={day.day} day={day} most={most} />
        ))}
      </tbody>
    </table>
  );
}

function DayRow({ day: { day, messages, users }, most }: { readonly day: Day; readonly most: number }) {
  return (
    <tr className="border-t border-line">
      <th scope="row" className="py-1.5 text-start font-normal whitespace-nowrap">
        {DAY.format(new Date(day))}
      </th>
      <td className="py-1.5 ps-3 text-end">
        <span className="flex items-center justify-end gap-2">
          <span aria-hidden="true" className="flex h-2 w-full max-w-32 justify-end">
            <span className="rounded-full bg-accent" style={{ inlineSize: `${(100 * messages) / most}%` }} />
          </span>
          {shownNumber(messages)}
        </span>
      </td>
      <td className="py-1.5 ps-3 text-end">{shownNumber(users)}</td>
    </tr>
  );
}
