// Whether the server still serves the page that runs here.
const ENTRY = 'script[type="module"][src]';

/**
 * Compares this page's own script, which is named after its content, with the one that the server's
 * page names now. False only if the server surely serves another page.
 */
export async function isPageCurrent(): Promise<boolean> {
  const entry = document.querySelector<HTMLScriptElement>(ENTRY)?.getAttribute('src');
  // The server for development names no content.
  if (!entry?.startsWith('/assets/')) return true;
  try {
    const response = await fetch('/', { headers: { Accept: 'text/html' }, cache: 'no-cache' });
    const page = await response.text();
    return !response.ok || !page.includes('/assets/') || page.includes(entry);
  } catch {
    return true;
  }
}
