const SAFE = new Set(['http:', 'https:', 'mailto:']);

/** Whether a link may lead to `url`: to the web or to a mail, by a full address. */
export function isSafeAddress(url: string): boolean {
  return URL.canParse(url) && SAFE.has(new URL(url).protocol);
}
