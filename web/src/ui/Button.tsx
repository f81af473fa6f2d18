import type { ComponentProps } from 'react';

type Look = 'primary' | 'quiet' | 'danger' | 'plain';

const LOOKS: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  quiet: 'border border-line bg-raised text-ink hover:bg-hover',
  danger: 'bg-danger text-on-danger hover:opacity-90',
  plain: 'text-ink hover:bg-hover',
};

type Props = ComponentProps<'button'> & {
  readonly look?: Look;
  /** For where there is little room beside it. */
  readonly isSlim?: boolean;
};

export function Button({ look = 'primary', type = 'button', isSlim = false, className = '', ...rest }: Props) {
  return (
    <button
      type={type}
      className={`inline-flex min-h-10 pointer-coarse:min-h-11 items-center justify-center rounded-lg py-2 text-sm font-semibold whitespace-nowrap transition-colors disabled:opacity-60 ${isSlim ? 'gap-1.5 px-2' : 'gap-2 px-4'} ${LOOKS[look]} ${className}`}
      {...rest}
    />
  );
}

type IconButtonProps = ComponentProps<'button'> & { readonly label: string };

/** A button that shows an icon only; `label` is its name. */
export function IconButton({ label, className = '', ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={`inline-flex size-10 shrink-0 items-center justify-center rounded-lg text-muted transition-colors hover:bg-hover hover:text-ink disabled:opacity-60 aria-expanded:bg-hover aria-expanded:text-ink pointer-coarse:size-11 ${className}`}
      {...rest}
    />
  );
}
