import type { Typist } from '~/realtime/feed';
import { useNow } from '~/ui/use-now';

type Props = { readonly typists: readonly Typist[] };

/** Who is typing, above the field; keeps its place when nobody is. */
export function TypingLine({ typists }: Props) {
  const last = useNow(earliestEnd(typists));
  const names = typists.filter((typist) => typist.until > last).map((typist) => typist.user.username);
  return (
    <p aria-live="polite" className="h-6 truncate px-4 text-sm text-muted md:px-5">
      {sentence(names)}
    </p>
  );
}

function earliestEnd(typists: readonly Typist[]): number | null {
  const ends = typists.map((typist) => typist.until).filter((until) => until > Date.now());
  return ends.length === 0 ? null : Math.min(...ends);
}

function sentence([first, second, ...more]: readonly string[]): string {
  if (first === undefined) return '';
  if (second === undefined) return `${first} is typing…`;
  return more.length === 0 ? `${first} and ${second} are typing…` : 'Several people are typing…';
}
