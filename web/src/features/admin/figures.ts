const NUMBER = new Intl.NumberFormat();
const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const STEP = 1000;

/** `count` with the word for one or for many. */
export function counted(count: number, one: string, many: string): string {
  return `${NUMBER.format(count)} ${count === 1 ? one : many}`;
}

export function shownNumber(count: number): string {
  return NUMBER.format(count);
}

/** A size in the unit that leaves few digits, such as `1.2 MB`. */
export function shownSize(bytes: number): string {
  const power = bytes < STEP ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const format = new Intl.NumberFormat(undefined, { style: 'unit', unit: UNITS[power], maximumFractionDigits: 1 });
  return format.format(bytes / STEP ** power);
}
