import { useEffect, useState } from 'react';
import { copyText } from './copy-text';
import { CheckIcon, CopyIcon } from './icons';

const TOLD_FOR_MS = 2000;

/** Takes a text along, and says for a moment whether that went well. */
export function CopyButton({ text }: { readonly text: string }) {
  const [outcome, setOutcome] = useState<'Copied' | 'Not allowed' | null>(null);
  useEffect(() => {
    if (outcome === null) return undefined;
    const timer = setTimeout(() => setOutcome(null), TOLD_FOR_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => void copyText(text).then(() => setOutcome('Copied'), () => setOutcome('Not allowed'));
  return (
    <button type="button" onClick={copy} className="inline-flex min-h-7 shrink-0 items-center gap-1.5 rounded px-2 text-xs font-semibold text-muted hover:bg-hover hover:text-ink pointer-coarse:min-h-11">
      {outcome === 'Copied' ? <CheckIcon size={14} /> : <CopyIcon size={14} />}
      <span aria-live="polite">{outcome ?? 'Copy'}</span>
    </button>
  );
}
