import type { ReactNode } from 'react';
import { IconButton } from './Button';
import { Dialog } from './Dialog';
import { CloseIcon } from './icons';
import { useMedia } from './use-media';

type Props = {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** Where there is room for a panel beside the conversation. */
const ROOMY = '(min-width: 80rem)';

export function useRoomy(): boolean {
  return useMedia(ROOMY);
}

/** Beside the conversation where there is room for it, else a drawer above it. */
export function SidePanel({ title, onClose, children }: Props) {
  if (!useRoomy()) {
    return (
      <Dialog title={title} place="end" onClose={onClose}>
        {children}
      </Dialog>
    );
  }
  return (
    <aside aria-label={title} className="flex w-80 shrink-0 flex-col border-s border-line bg-surface">
      <header className="flex min-h-16 shrink-0 items-center justify-between gap-2 border-b border-line ps-5 pe-3">
        <h2 className="font-semibold">{title}</h2>
        <IconButton label={`Close “${title}”`} onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      {children}
    </aside>
  );
}
