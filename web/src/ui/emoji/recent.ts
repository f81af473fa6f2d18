// The emoji that were picked last on this device, newest first.
const KEY = 'rostra.emoji.recent';
const MOST = 21;

export function recentEmoji(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((char) => typeof char === 'string').slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberEmoji(char: string): void {
  const rest = recentEmoji().filter((known) => known !== char);
  try {
    localStorage.setItem(KEY, JSON.stringify([char, ...rest].slice(0, MOST)));
  } catch {
    // Storage may be full or forbidden; then nothing is remembered.
  }
}
