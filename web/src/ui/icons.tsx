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

export const icon = (d: string) => ({ size = 20 }: IconProps) => (
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
export const InfoIcon = icon('M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 11v5.5M12 7.5v.01');
export const DoorIcon = icon('M6 21V3.5h12V21M3.5 21h17M14.5 12v1');
export const SendIcon = icon('M4 4l17 8-17 8 3-8zM7 12h7');
export const CopyIcon = icon('M9 9h11v11H9zM15 9V4H4v11h5');
export const CheckIcon = icon('M5 12.5l4.5 4.5L19 7.5');
export const MenuIcon = icon('M4 7h16M4 12h16M4 17h16');
export const MoreIcon = icon('M5 12a.6.6 0 1 0 1.200 0A.6.6 0 1 0 5 12zM11.400 12a.6.6 0 1 0 1.200 0 .6.6 0 1 0-1.200 0zM17.800 12a.6.6 0 1 0 1.200 0 .6.6 0 1 0-1.200 0z');
export const EditIcon = icon('M4 20l1-4.5L16 4.5l3.5 3.5L8.5 19z');
export const TrashIcon = icon('M5 7h14M9 7V4.5h6V7M7 7l1 13h8l1-13');
export const BellIcon = icon('M6 16V11a6 6 0 0 1 12 0v5l1.5 2h-15zM10 20.5h4');
export const BellOffIcon = icon('M6 16V11a6 6 0 0 1 9-5.2M18 11v5l1.5 2h-12M10 20.5h4M4 4l16 16');
export const SettingsIcon = icon('M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM19 12c0-.6-.1-1-.2-1.500l2-1.500-2-3.400-2.300 1a7 7 0 0 0-2.500-1.500L13.700 2.600h-3.400L10 5.100A7 7 0 0 0 7.500 6.600l-2.300-1-2 3.400 2 1.500a7 7 0 0 0 0 3l-2 1.500 2 3.400 2.300-1A7 7 0 0 0 10 18.900l.300 2.500h3.400l.300-2.500a7 7 0 0 0 2.500-1.500l2.300 1 2-3.400-2-1.500c.1-.5.2-1 .2-1.500z');
export const KeyboardIcon = icon('M3 6.500h18v11H3zM7 10h.01M11 10h.01M15 10h.01M18 10h.01M8 14h8');
export const ShieldIcon = icon('M12 3l7.500 3v5.500c0 4.500-3 8-7.500 9.500-4.500-1.500-7.500-5-7.500-9.500V6z');
export const UserPlusIcon = icon('M10 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3.500 20a6.500 6.500 0 0 1 11-4.700M18 14v6M15 17h6');
export const DownIcon = icon('M12 5v14M6 13l6 6 6-6');
