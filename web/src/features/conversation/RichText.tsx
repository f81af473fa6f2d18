// Plain text with its links made clickable. Nothing else in it is markup.
// Parentheses belong to a link in pairs, punctuation at its end does not.
const LINK = /(https?:\/\/(?:[^\s<>"()]|\([^\s<>"()]*\))*(?:[^\s<>"()\]}.,;:!?']|\([^\s<>"()]*\)))/g;

export function RichText({ text }: { readonly text: string }) {
  // With one group, every second part is a link.
  // oxlint-disable-next-line react/no-array-index-key -- parts of a text never change places
  return text.split(LINK).map((part, index) => (index % 2 === 1 ? <TextLink key={index} url={part} /> : part));
}

function TextLink({ url }: { readonly url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow" className="rounded text-accent underline underline-offset-2">
      {url}
    </a>
  );
}
