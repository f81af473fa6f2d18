// The names of what only administrators read.
export const accountsKey = ['admin', 'accounts'] as const;
export const allRoomsKey = ['admin', 'rooms'] as const;
export const storageKey = ['admin', 'storage'] as const;
export const activityKey = ['admin', 'activity'] as const;
