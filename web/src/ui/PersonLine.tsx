import type { ReactNode } from 'react';
import { Avatar } from './Avatar';
import { Name } from './Name';

type Props = {
  readonly id: number;
  readonly name: string;
  readonly isOnline: boolean;
  /** After the name, such as `you`. */
  readonly note?: string | undefined;
  /** What can be done about them. */
  readonly children?: ReactNode;
};

/** Somebody in a list of people. */
export function PersonLine({ id, name, isOnline, note, children }: Props) {
  return (
    <li className="flex min-h-11 items-center gap-2.5 rounded-lg px-2 py-1">
      <span className="relative shrink-0">
        <Avatar userId={id} name={name} />
        {isOnline && <span className="absolute -end-0.5 -bottom-0.5 size-3 rounded-full border-2 border-surface bg-online" />}
      </span>
      <Name>{name}</Name>
      {note !== undefined && <span className="shrink-0 text-sm text-muted">{note}</span>}
      {children !== undefined && <span className="ms-auto flex shrink-0">{children}</span>}
    </li>
  );
}
