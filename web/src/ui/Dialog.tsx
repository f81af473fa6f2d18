import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { IconButton } from './Button';
import { CloseIcon } from './icons';

type Props = { readonly title: string; readonly onClose: () => void; readonly children: ReactNode };

/** A modal dialog, open while it is shown. The browser keeps the focus inside and gives it back. */
export function Dialog({ title, onClose, children }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Not a passive effect: the focus is given back only by closing while still in the document.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Else the browser would begin at the button that closes.
    element?.querySelector<HTMLElement>('input')?.focus();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      className="m-auto max-h-[min(40rem,92dvh)] w-[min(28rem,calc(100vw-1.5rem))] flex-col overflow-hidden rounded-2xl border border-line bg-surface text-ink shadow-2xl backdrop:bg-shade open:flex"
    >
      <header className="flex items-center justify-between gap-2 border-b border-line py-2 ps-5 pe-2">
        <h2 id={titleId} className="text-lg font-semibold">
          {title}
        </h2>
        <IconButton label="Close" onClick={onClose}>
          <CloseIcon />
        </IconButton>
      </header>
      <div className="min-h-0 overflow-y-auto p-5">{children}</div>
    </dialog>
  );
}
