import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { isPageCurrent } from './page-version';

const page = (entry: string) => `<html><script type="module" src="${entry}"></script></html>`;
const serve = (text: string, status = 200) => vi.stubGlobal('fetch', async () => new Response(text, { status }));

function runFrom(entry: string) {
  const script = document.createElement('script');
  script.type = 'module';
  script.setAttribute('src', entry);
  document.head.append(script);
}

beforeEach(() => runFrom('/assets/index-a.js'));
afterEach(() => document.head.replaceChildren());

test('a server with the same page is current, one with another page is not', async () => {
  serve(page('/assets/index-a.js'));
  expect(await isPageCurrent()).toBe(true);
  serve(page('/assets/index-b.js'));
  expect(await isPageCurrent()).toBe(false);
});

test('what is no page of ours says nothing', async () => {
  serve('Bad Gateway', 502);
  expect(await isPageCurrent()).toBe(true);
  serve('<h1>Sign in to the hotel</h1>');
  expect(await isPageCurrent()).toBe(true);
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
  expect(await isPageCurrent()).toBe(true);
});
