import type { Nodes } from 'mdast';

/** The words below `node`, without what marks them. */
export function plainText(node: Nodes): string {
  let text = '';
  const open: Nodes[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if ('children' in next) open.push(...next.children.toReversed());
    else if ('value' in next) text += next.value;
  }
  return text;
}
