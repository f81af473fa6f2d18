import { useEffect, useRef, useState } from 'react';
import type { Message } from '~/protocol/types';

type Props = { readonly messages: readonly Message[]; readonly meId: number; readonly isLoaded: boolean };

/** What comes in within this is told in one sentence. */
const GATHER_MS = 2500;
const MOST_CHARACTERS = 200;

/** Tells people who do not see the list what others say, politely and not faster than one can listen. */
export function Announcer({ messages, meId, isLoaded }: Props) {
  const last = messages.at(-1)?.seq ?? 0;
  const toldSeq = useRef<number | null>(null);
  const since = useRef<number | null>(null);
  const [news, setNews] = useState('');
  useEffect(() => {
    if (!isLoaded) return undefined;
    // What was there at the opening is no news.
    toldSeq.current ??= last;
    const told = toldSeq.current;
    const fresh = messages.slice(messages.findLastIndex((message) => message.seq <= told) + 1).filter((message) => message.user_id !== meId);
    if (fresh.length === 0) return undefined;
    since.current ??= Date.now();
    const tell = () => {
      since.current = null;
      toldSeq.current = last;
      setNews(sentence(fresh));
    };
    const timer = setTimeout(tell, Math.max(0, since.current + GATHER_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [messages, last, meId, isLoaded]);
  return (
    <output className="sr-only">{news}</output>
  );
}

function sentence(fresh: readonly Message[]): string {
  const newest = fresh.at(-1);
  if (newest === undefined) return '';
  const text = newest.deleted_at ? 'a message that was deleted' : newest.content.slice(0, MOST_CHARACTERS);
  return fresh.length === 1 ? `${newest.username}: ${text}` : `${fresh.length} new messages. The last of ${newest.username}: ${text}`;
}
