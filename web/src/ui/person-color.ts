// One color per person, the same everywhere. Full class names, so that Tailwind finds them.
const TEXT = [
  'text-person-1',
  'text-person-2',
  'text-person-3',
  'text-person-4',
  'text-person-5',
  'text-person-6',
  'text-person-7',
];
const FILL = ['bg-person-1', 'bg-person-2', 'bg-person-3', 'bg-person-4', 'bg-person-5', 'bg-person-6', 'bg-person-7'];

export const personText = (userId: number): string => TEXT[userId % TEXT.length] ?? '';
export const personFill = (userId: number): string => FILL[userId % FILL.length] ?? '';
