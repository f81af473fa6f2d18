import { useEffect, useState } from 'react';
import { CheckIcon, CopyIcon } from '~/ui/icons';

type Props = { readonly code: string; readonly language: string | null };

const TOLD_FOR_MS = 2000;

/** Code as it was written, the name of its language, and a button to take it along. */
export function CodeBlock({ code, language }: Props) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setIsCopied(false), TOLD_FOR_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => void navigator.clipboard.writeText(code).then(() => setIsCopied(true), () => setIsCopied(false));
  // Browsers offer the clipboard to secure pages only.
  const canCopy = 'clipboard' in navigator;
  return (
    <figure aria-label={language === null ? 'Code' : `Code in ${language}`} className="overflow-hidden rounded-lg border border-line bg-canvas">
      <figcaption className="flex min-h-8 items-center justify-between gap-2 border-b border-line ps-3 pe-1 text-xs text-muted">
        <span className="truncate">{language ?? 'code'}</span>
        {canCopy && (
          <button type="button" onClick={copy} className="inline-flex min-h-7 shrink-0 items-center gap-1.5 rounded px-2 font-semibold hover:bg-hover hover:text-ink pointer-coarse:min-h-11">
            {isCopied ? <CheckIcon size={14} /> : <CopyIcon size={14} />}
            <span aria-live="polite">{isCopied ? 'Copied' : 'Copy'}</span>
          </button>
        )}
      </figcaption>
      {/* Focusable, so that it scrolls by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} className="overflow-x-auto p-3 text-sm [overflow-wrap:normal] whitespace-pre focus-visible:-outline-offset-2">
        <code className="font-mono">{code}</code>
      </pre>
    </figure>
  );
}
