// Addresses that stand in the text without brackets, as links of the tree.
import type { Extension } from 'mdast-util-from-markdown';

/** Gives the tree a link for each token that the syntax extension for bare addresses makes. */
export function bareLinks(): Extension {
  return {
    enter: {
      literalAutolink(token) {
        this.enter({ type: 'link', url: '', children: [] }, token);
      },
      literalAutolinkEmail: open,
      literalAutolinkHttp: open,
      literalAutolinkWww: open,
    },
    exit: {
      literalAutolink(token) {
        this.exit(token);
      },
      literalAutolinkEmail: close('mailto:'),
      literalAutolinkHttp: close(''),
      literalAutolinkWww: close('https://'),
    },
  };
}

type Handle = NonNullable<NonNullable<Extension['enter']>[string]>;

const open: Handle = function open(token) {
  this.enter({ type: 'text', value: '' }, token);
};

function close(prefix: string): Handle {
  return function closeLink(token) {
    const address = this.sliceSerialize(token);
    const text = this.stack.at(-1);
    if (text?.type === 'text') text.value = address;
    this.exit(token);
    const link = this.stack.at(-1);
    if (link?.type === 'link') link.url = prefix + address;
  };
}
