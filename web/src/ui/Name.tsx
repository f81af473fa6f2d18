type Props = { readonly children: string; readonly className?: string };

/** A name that somebody chose: whatever is in it, it turns around nothing beside it and stays in one line. */
export function Name({ children, className = '' }: Props) {
  return (
    <bdi title={children} className={`truncate ${className}`}>
      {children}
    </bdi>
  );
}
