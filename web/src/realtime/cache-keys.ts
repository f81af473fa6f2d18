// The names of what TanStack Query holds.
export const meKey = ['me'] as const;
export const roomsKey = ['rooms'] as const;
export const discoverKey = ['discover'] as const;
/** Whether a room that one is not in can be joined. */
export const doorKey = (roomId: number) => ['door', roomId] as const;
export const feedKey = (roomId: number) => ['feed', roomId] as const;
export const membersKey = (roomId: number) => ['members', roomId] as const;
/** Who reacted to a message as it was at its `version`. */
export const reactorsKey = (roomId: number, messageId: number, version: number) => ['reactors', roomId, messageId, version] as const;
/** A message that is quoted, but not among those known of its room. */
export const quoteKey = (roomId: number, messageId: number) => ['quote', roomId, messageId] as const;
