import { CopyButton } from '~/ui/CopyButton';

type Props = { readonly code: string; readonly language: string | null };

/** Code as it was written, the name of its language, and a button to take it along. */
export function CodeBlock({ code, language }: Props) {
  return (
    <figure aria-label={language === null ? 'Code' : `Code in ${language}`} className="overflow-hidden rounded-lg border border-line bg-canvas">
      <figcaption className="flex min-h-8 items-center justify-between gap-2 border-b border-line ps-3 pe-1 text-xs text-muted">
        <span className="truncate">{language ?? 'code'}</span>
        <CopyButton text={code} />
      </figcaption>
      {/* Focusable, so that it scrolls by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre tabIndex={0} className="overflow-x-auto p-3 text-sm [overflow-wrap:normal] whitespace-pre focus-visible:-outline-offset-2">
        <code className="font-mono">{code}</code>
      </pre>
    </figure>
  );
}
