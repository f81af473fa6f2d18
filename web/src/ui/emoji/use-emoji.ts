import { useEffect, useState } from 'react';
import { type EmojiGroup, loadEmoji } from './emoji';

export type Loaded = { readonly groups: readonly EmojiGroup[] | null; readonly failed: boolean };

/** All emoji; null until they are loaded. */
export function useEmoji(): Loaded {
  const [loaded, setLoaded] = useState<Loaded>({ groups: null, failed: false });
  useEffect(() => {
    let isWanted = true;
    loadEmoji().then(
      (groups) => isWanted && setLoaded({ groups, failed: false }),
      () => isWanted && setLoaded({ groups: null, failed: true }),
    );
    return () => {
      isWanted = false;
    };
  }, []);
  return loaded;
}
