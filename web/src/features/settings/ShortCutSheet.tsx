import { Dialog } from '~/ui/Dialog';
import { modName } from '~/ui/short-cuts';

type Props = { readonly onClose: () => void };

type Group = { readonly title: string; readonly keys: readonly (readonly [keys: string, what: string])[] };

function groups(): readonly Group[] {
  const mod = modName();
  return [
    {
      title: 'Everywhere',
      keys: [
        [`${mod} K`, 'Go to a room or page'],
        ['/', 'Search messages'],
        [`? or ${mod} /`, 'This list'],
        ['Esc', 'Close what is open'],
      ],
    },
    {
      title: 'Writing',
      keys: [
        ['Enter', 'Send'],
        ['Shift Enter', 'Begin a new line'],
        ['↑', 'Edit your last message, in an empty field'],
        ['@', 'Mention somebody'],
        [':', 'Find an emoji by name'],
      ],
    },
    {
      title: 'On a message',
      keys: [
        ['+', 'Add a reaction'],
        ['W', 'See who reacted'],
        ['R', 'Reply'],
        ['C', 'Copy its text'],
        ['E', 'Edit it'],
        ['Delete', 'Delete it'],
        ['Enter', 'All of these by name'],
      ],
    },
    {
      title: 'Lists',
      keys: [
        ['Tab', 'To the next part'],
        ['↑ ↓', 'Through menus and choices'],
        ['Page Up, Page Down', 'Through the messages'],
      ],
    },
  ];
}

/** What can be done by keyboard. */
export function ShortCutSheet({ onClose }: Props) {
  return (
    <Dialog title="Keyboard" onClose={onClose} isText>
      <div className="flex flex-col gap-6">
        {groups().map(({ title, keys }) => (
          <section key={title} className="flex flex-col gap-2">
            <h3 className="text-sm font-semibold text-muted">{title}</h3>
            <dl className="flex flex-col gap-2">
              {keys.map(([key, what]) => (
                <div key={key} className="flex items-baseline justify-between gap-4">
                  <dt className="order-2 shrink-0 rounded-md border border-line bg-raised px-2 py-0.5 font-mono text-sm">{key}</dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
