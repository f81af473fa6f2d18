import { useState } from 'react';
import { Dialog } from '~/ui/Dialog';
import { PeopleIcon } from '~/ui/icons';
import { OnlineList } from './OnlineList';
import { useOnlineCount } from './use-online-count';

type Props = { readonly roomId: number; readonly meId: number };

/** Opens the list where there is no room for it beside the conversation. */
export function OnlineButton({ roomId, meId }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const count = useOnlineCount(roomId);
  return (
    <>
      <button
        type="button"
        aria-label={`Who is here: ${count} online`}
        onClick={() => setIsOpen(true)}
        className="inline-flex h-10 shrink-0 items-center gap-1.5 rounded-lg px-2.5 text-sm font-semibold text-muted hover:bg-hover hover:text-ink xl:hidden"
      >
        <PeopleIcon />
        <span className="tabular-nums">{count}</span>
      </button>
      {isOpen && (
        <Dialog title="Who is here" onClose={() => setIsOpen(false)}>
          <OnlineList roomId={roomId} meId={meId} />
        </Dialog>
      )}
    </>
  );
}
