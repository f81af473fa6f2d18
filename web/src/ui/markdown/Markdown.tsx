import { memo } from 'react';
import { Block } from './Block';
import type { Known } from './mentions';
import { parse } from './parse';

type Props = {
  readonly text: string;
  /** Whose mentions stand out. */
  readonly meUsername?: string | undefined;
  /** Whose mentions count; if not given, anybody's do. */
  readonly known?: Known;
};

/** What somebody wrote, with its marks shown as they are meant. Nothing in it becomes HTML by itself. */
export const Markdown = memo(function Markdown({ text, meUsername, known }: Props) {
  const root = parse(text);
  return (
    <div dir="auto" className="flex flex-col gap-2 break-words whitespace-pre-wrap [overflow-wrap:anywhere]">
      {root === null ? (
        <p>{text}</p>
      ) : (
        // oxlint-disable-next-line react/no-array-index-key -- parts of a text never change places
        root.children.map((node, index) => <Block key={index} node={node} depth={0} meUsername={meUsername} known={known} />)
      )}
    </div>
  );
});
