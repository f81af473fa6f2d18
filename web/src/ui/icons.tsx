// Line icons, 20 px unless asked otherwise, in the color of the text. They carry no meaning of their own: buttons are labeled.
import type { ReactNode } from 'react';

type IconProps = { readonly size?: number };

function Icon({ size = 20, children }: IconProps & { readonly children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 24 24"
      width={size}
      height={size}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className="shrink-0"
    >
      {children}
    </svg>
  );
}

const icon = (d: string) => ({ size = 20 }: IconProps) => (
  <Icon size={size}>
    <path d={d} />
  </Icon>
);

export const CloseIcon = icon('M6 6l12 12M18 6L6 18');
export const BackIcon = icon('M15 5l-7 7 7 7');
export const PlusIcon = icon('M12 5v14M5 12h14');
export const SearchIcon = icon('M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM20 20l-4-4');
export const HashIcon = icon('M9 4L7 20M17 4l-2 16M4 9h16M3.5 15h16');
export const LockIcon = icon('M7 11V8a5 5 0 0 1 10 0v3M6 11h12v9H6z');
export const PeopleIcon = icon('M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20a6.5 6.5 0 0 1 13 0M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.5a6.5 6.5 0 0 1 3.5 5.5');
export const SignOutIcon = icon('M14 4H6v16h8M10 12h11M17 8l4 4-4 4');
export const DoorIcon = icon('M6 21V3.5h12V21M3.5 21h17M14.5 12v1');
export const SendIcon = icon('M4 4l17 8-17 8 3-8zM7 12h7');
export const CopyIcon = icon('M9 9h11v11H9zM15 9V4H4v11h5');
export const CheckIcon = icon('M5 12.5l4.5 4.5L19 7.5');
export const DownIcon = icon('M12 5v14M6 13l6 6 6-6');

/** The mark of Rostra: a speaker's column in a speech bubble. */
export function Mark({ size = 28 }: { readonly size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} aria-hidden="true" className="shrink-0">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path d="M8 7h16a3 3 0 0 1 3 3v9a3 3 0 0 1-3 3h-5l-5.5 4.5V22H8a3 3 0 0 1-3-3v-9a3 3 0 0 1 3-3z" className="fill-on-accent" />
      <path d="M10.5 11h11M11.5 18h9M13 11.8v5.4M16 11.8v5.4M19 11.8v5.4" className="stroke-accent" strokeWidth="1.6" strokeLinecap="round" />
    </svg>
  );
}

export function Brand() {
  return (
    <span className="inline-flex items-center gap-2.5">
      <Mark />
      <span className="brand text-xl">ROSTRA</span>
    </span>
  );
}
