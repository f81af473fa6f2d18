import { createContext, useContext } from 'react';

export type Shell = {
  /** Opens the list of rooms where it is not in sight. */
  readonly openRooms: () => void;
  /** How much is unread in rooms other than the open one. */
  readonly unreadElsewhere: number;
};

export const ShellContext = createContext<Shell>({ openRooms: () => {}, unreadElsewhere: 0 });

/** What the page around a room offers to it. */
export function useShell(): Shell {
  return useContext(ShellContext);
}
