import type { BlockContent, DefinitionContent, List, RootContent } from 'mdast';
import { CodeBlock } from './CodeBlock';
import type { Known } from './mentions';
import { Phrases } from './Phrases';
import { plainText } from './plain-text';

type Props = { readonly node: RootContent; readonly depth: number; readonly meUsername: string | undefined; readonly known: Known };

/** Deeper than anybody reads; beyond it the text stands plain. */
const DEEPEST = 8;

/** A paragraph, list, quote or block of code. */
export function Block({ node, depth, meUsername, known }: Props) {
  if (depth > DEEPEST) return <p>{plainText(node)}</p>;
  switch (node.type) {
    case 'paragraph':
      return (
        <p>
          <Phrases nodes={node.children} depth={0} meUsername={meUsername} known={known} />
        </p>
      );
    case 'code':
      return <CodeBlock code={node.value} language={node.lang ?? null} />;
    case 'blockquote':
      return (
        <blockquote className="flex flex-col gap-1 border-s-3 border-line ps-3 text-muted">
          <Blocks nodes={node.children} depth={depth + 1} meUsername={meUsername} known={known} />
        </blockquote>
      );
    case 'list':
      return <ListBlock list={node} depth={depth} meUsername={meUsername} known={known} />;
    default:
      // The parser was told to make nothing else.
      return <p>{plainText(node)}</p>;
  }
}

type ListProps = Omit<Props, 'node'> & { readonly list: List };

function ListBlock({ list, depth, meUsername, known }: ListProps) {
  const items = list.children.map((item, index) => (
    // oxlint-disable-next-line react/no-array-index-key -- parts of a text never change places
    <li key={index} className="ps-1">
      <Blocks nodes={item.children} depth={depth + 1} meUsername={meUsername} known={known} />
    </li>
  ));
  if (!list.ordered) return <ul className="list-disc ps-6">{items}</ul>;
  return (
    <ol start={list.start ?? 1} className="list-decimal ps-8">
      {items}
    </ol>
  );
}

type BlocksProps = Omit<Props, 'node'> & { readonly nodes: readonly (BlockContent | DefinitionContent)[] };

function Blocks({ nodes, ...rest }: BlocksProps) {
  // oxlint-disable-next-line react/no-array-index-key -- parts of a text never change places
  return nodes.map((node, index) => <Block key={index} node={node} {...rest} />);
}
