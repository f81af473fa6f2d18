// Times as people of the browser's language write them.
const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });
const day = new Intl.DateTimeFormat(undefined, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

const DAY_MS = 24 * 60 * 60_000;

export const clockTime = (at: string): string => clock.format(new Date(at));
/** Without the half of the day, where there is little room. */
export const narrowTime = (at: string): string =>
  clock
    .formatToParts(new Date(at))
    .map(({ type, value }) => (type === 'dayPeriod' ? '' : value))
    .join('')
    .trim();
export const fullTime = (at: string): string => full.format(new Date(at));

export function dayName(at: string, now = new Date()): string {
  const date = new Date(at);
  if (date.toDateString() === now.toDateString()) return 'Today';
  if (date.toDateString() === new Date(now.getTime() - DAY_MS).toDateString()) return 'Yesterday';
  return day.format(date);
}
