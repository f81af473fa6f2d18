/** What a server takes, unless its operator has set another limit; that much is left to the server to refuse. */
const USUAL_LIMIT = 1000;
const COUNTED_FROM = 900;

/** How many characters of a message are left, once that matters. */
export function CharactersLeft({ text, className }: { readonly text: string; readonly className: string }) {
  const length = [...text.trim()].length;
  if (length < COUNTED_FROM) return null;
  const left = USUAL_LIMIT - length;
  return (
    <span title={`Usually ${USUAL_LIMIT} characters at most`} className={`text-xs tabular-nums ${left < 0 ? 'text-danger' : 'text-muted'} ${className}`}>
      {left < 0 ? `${-left} too many` : `${left} left`}
    </span>
  );
}
