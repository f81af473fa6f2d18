import { personFill } from './person-color';

type Props = { readonly userId: number; readonly name: string };

/** The first letter of a name on the person's color; the name itself stands beside it. */
export function Avatar({ userId, name }: Props) {
  const [letter = '?'] = name;
  return (
    <span
      aria-hidden="true"
      className={`inline-flex size-9 shrink-0 items-center justify-center rounded-full text-sm font-bold text-surface uppercase select-none ${personFill(userId)}`}
    >
      {letter}
    </span>
  );
}
