import { useEffect, useState } from 'react';

/** The time in milliseconds, renewed when `next` has come; null asks for no renewal. */
export function useNow(next: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (next === null) return undefined;
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, next - Date.now()));
    return () => clearTimeout(timer);
  }, [next]);
  return now;
}
