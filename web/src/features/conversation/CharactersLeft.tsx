import { useMessageLimit } from '~/realtime/ChatLinkProvider';
import { lengthOf } from '~/realtime/message-limit';

/** The part of the limit from which on one is told how much is left. */
const COUNTED_FROM = 0.9;

/** How many characters of a message are left, once that matters. What is too long is left to the server to refuse. */
export function CharactersLeft({ text, className }: { readonly text: string; readonly className: string }) {
  const limit = useMessageLimit();
  const length = lengthOf(text.trim());
  if (limit === null || length < limit * COUNTED_FROM) return null;
  const left = limit - length;
  return (
    <span title={`${limit} characters at most`} className={`text-xs tabular-nums ${left < 0 ? 'text-danger' : 'text-muted'} ${className}`}>
      {left < 0 ? `${-left} too many` : `${left} left`}
    </span>
  );
}
