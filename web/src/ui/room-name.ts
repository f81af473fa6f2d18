/** How a room is called on the page: `My Room` is `My-Room`. */
export function shownRoomName(name: string): string {
  return name.trim().replaceAll(/\s+/gu, '-');
}
