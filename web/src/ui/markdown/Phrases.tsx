import type { PhrasingContent } from 'mdast';
import type { ReactNode } from 'react';
import { type Known, mentionParts } from './mentions';
import { plainText } from './plain-text';
import { isSafeAddress } from './safe-address';

type Props = { readonly nodes: readonly PhrasingContent[]; readonly depth: number; readonly meUsername: string | undefined; readonly known: Known };

/** Deeper than anybody reads; beyond it the text stands plain. */
const DEEPEST = 8;

/** Words and what marks them. */
export function Phrases({ nodes, ...rest }: Props) {
  // oxlint-disable-next-line react/no-array-index-key -- parts of a text never change places
  return nodes.map((node, index) => <Phrase key={index} node={node} {...rest} />);
}

type PhraseProps = Omit<Props, 'nodes'> & { readonly node: PhrasingContent };

function Phrase({ node, depth, meUsername, known }: PhraseProps) {
  if (depth > DEEPEST) return plainText(node);
  const inner = (nodes: readonly PhrasingContent[]) => <Phrases nodes={nodes} depth={depth + 1} meUsername={meUsername} known={known} />;
  switch (node.type) {
    case 'text':
      return <Words text={node.value} meUsername={meUsername} known={known} />;
    case 'strong':
      return <strong>{inner(node.children)}</strong>;
    case 'emphasis':
      return <em>{inner(node.children)}</em>;
    case 'delete':
      return <del>{inner(node.children)}</del>;
    case 'inlineCode':
      return <code className="rounded bg-hover px-1 py-0.5 font-mono text-[0.9em]">{node.value}</code>;
    case 'break':
      return <br />;
    case 'link':
      return <TextLink url={node.url}>{inner(node.children)}</TextLink>;
    default:
      // The parser was told to make nothing else.
      return plainText(node);
  }
}

function TextLink({ url, children }: { readonly url: string; readonly children: ReactNode }) {
  if (!isSafeAddress(url)) return children;
  return (
    <a
      href={url}
      title={url}
      target="_blank"
      rel="noopener noreferrer nofollow"
      className="rounded text-accent underline underline-offset-2 hover:text-accent-strong"
    >
      {children}
    </a>
  );
}

type WordsProps = Pick<Props, 'meUsername' | 'known'> & { readonly text: string };

function Words({ text, meUsername, known }: WordsProps) {
  return mentionParts(text, meUsername, known).map((part, index) =>
    part.to === 'nobody' ? (
      part.text
    ) : (
      <mark
        // oxlint-disable-next-line react/no-array-index-key -- parts of a text never change places
        key={index}
        className={`rounded px-0.5 font-semibold ${part.to === 'me' ? 'bg-accent text-on-accent' : 'bg-accent-soft text-ink'}`}
      >
        {part.text}
      </mark>
    ),
  );
}
