import { useEffect, useRef, useState } from 'react';
import { Button } from '~/ui/Button';
import { copyText } from '~/ui/copy-text';

type Props = { readonly password: string; readonly name: string; readonly onClose: () => void };

/** A password that is seen this once, and how to hand it over. */
export function NewPassword({ password, name, onClose }: Props) {
  const [said, setSaid] = useState('');
  const copy = useRef<HTMLButtonElement>(null);
  // The button that was pressed is gone, and the focus with it.
  useEffect(() => copy.current?.focus(), []);
  const copyIt = () =>
    copyText(password).then(
      () => setSaid('Copied.'),
      () => setSaid('The browser does not allow copying; select the password instead.'),
    );
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-2">
        <output aria-label="New password" className="min-w-0 flex-1 rounded-lg border border-edge bg-raised px-3 py-2 font-mono break-all select-all">
          {password}
        </output>
        <Button ref={copy} look="quiet" onClick={() => void copyIt()}>
          Copy
        </Button>
      </div>
      <output className="text-sm text-muted empty:sr-only">{said}</output>
      <p>
        It is shown only now. Tell it to <bdi className="wrap-anywhere">{name}</bdi> in person or on a way that nobody else reads, never in a room, and ask them to choose
        another one in their settings.
      </p>
      <Button className="self-end" onClick={onClose}>
        Done
      </Button>
    </div>
  );
}
