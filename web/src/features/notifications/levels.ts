// Of what one wants to be told by the system, on this device. Pure.
export type Level = 'all' | 'mentions' | 'nothing';

export type Wishes = {
  /** Whether the system is used at all; it is asked for leave only when somebody turns this on. */
  readonly isOn: boolean;
  readonly usual: Level;
  /** Rooms that differ from the usual. */
  readonly rooms: Readonly<Record<string, Level>>;
  /** Rooms that neither tell nor count. */
  readonly muted: readonly number[];
};

export const NO_WISHES: Wishes = { isOn: false, usual: 'mentions', rooms: {}, muted: [] };

const LEVELS: readonly Level[] = ['all', 'mentions', 'nothing'];

export function levelOf({ rooms, usual }: Wishes, roomId: number): Level {
  return rooms[roomId] ?? usual;
}

/** `level` null goes back to the usual one. */
export function withLevel(wishes: Wishes, roomId: number, level: Level | null): Wishes {
  const { [roomId]: _, ...others } = wishes.rooms;
  return { ...wishes, rooms: level === null ? others : { ...others, [roomId]: level } };
}

export function withMute(wishes: Wishes, roomId: number, isMuted: boolean): Wishes {
  const others = wishes.muted.filter((id) => id !== roomId);
  return { ...wishes, muted: isMuted ? [...others, roomId] : others };
}

/** Whether a message is told of. */
export function isTold(wishes: Wishes, roomId: number, isMention: boolean): boolean {
  if (!wishes.isOn || wishes.muted.includes(roomId)) return false;
  const level = levelOf(wishes, roomId);
  return level === 'all' || (level === 'mentions' && isMention);
}

/** The wishes that `text` holds; nonsense counts as none. */
export function parseWishes(text: string | null): Wishes {
  try {
    const kept = (JSON.parse(text ?? '{}') ?? {}) as Partial<Record<keyof Wishes, unknown>>;
    return {
      isOn: kept.isOn === true,
      usual: isLevel(kept.usual) ? kept.usual : NO_WISHES.usual,
      rooms: levelsIn(kept.rooms),
      muted: Array.isArray(kept.muted) ? kept.muted.filter((id) => Number.isSafeInteger(id)) : [],
    };
  } catch {
    return NO_WISHES;
  }
}

function levelsIn(rooms: unknown): Wishes['rooms'] {
  if (typeof rooms !== 'object' || rooms === null) return {};
  return Object.fromEntries(Object.entries(rooms).filter((entry): entry is [string, Level] => isLevel(entry[1])));
}

function isLevel(value: unknown): value is Level {
  return LEVELS.some((level) => level === value);
}
