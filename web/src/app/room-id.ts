/** The room that an address names; null when it names none. */
export function parseRoomId(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : null;
}
