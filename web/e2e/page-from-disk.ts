// While one works on the page: `ROSTRA_PAGE=dist` shows the page of that folder in place of the one in the binary.
import { readFile } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import type { BrowserContext } from 'playwright-core';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export async function showPageFromDisk(context: BrowserContext, url: string): Promise<void> {
  const folder = process.env.ROSTRA_PAGE;
  if (!folder) return;
  // The policy is the server's, so that what it forbids is noticed.
  const policy = (await fetch(url, { headers: { Accept: 'text/html' } })).headers.get('content-security-policy') ?? '';
  await context.route(
    ({ origin, pathname }) => origin === url && !/^\/(?:api|ws|docs|health|ready|metrics)\b/.test(pathname),
    async (route) => {
      const { pathname } = new URL(route.request().url());
      const file = extname(pathname) === '' ? 'index.html' : pathname;
      const body = await readFile(join(resolve(folder), file)).catch(() => null);
      if (body === null) return route.fulfill({ status: 404 });
      return route.fulfill({ body, headers: { 'content-type': TYPES[extname(file)] ?? 'text/plain', 'content-security-policy': policy } });
    },
  );
}
