/** The reactions offered first. */
export const QUICK_EMOJI = ['👍', '👎', '❤️', '😂', '🔥', '👀', '🎉'] as const;
