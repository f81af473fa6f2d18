import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LOOK_KEY, changeLook, currentLook, followLook } from './theme';
import { contrast, shareOf, tokensOf } from '~/testing/contrast';

const WEB = join(import.meta.dirname, '../../..');
const firstScript = readFileSync(join(WEB, 'public/theme.js'), 'utf8');
const styles = readFileSync(join(WEB, 'src/app/styles.css'), 'utf8');

const { dataset } = document.documentElement;
const dress = () => new Function(firstScript)();

type Wish = 'prefers-color-scheme: dark' | 'prefers-contrast: more' | 'forced-colors: active';

function systemWants(...wishes: Wish[]) {
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: wishes.some((wish) => query.includes(wish)), addEventListener: () => {} }));
}

beforeEach(() => systemWants());
afterEach(() => {
  delete dataset.theme;
  delete dataset.crt;
});

test.each<Wish[][]>([[[]], [['prefers-color-scheme: dark']]])('a newcomer sees Neon on an old screen, whether the system is light or dark: %j', (wishes) => {
  systemWants(...wishes);
  followLook();
  expect({ ...dataset }).toEqual({ theme: 'neon', crt: '' });
});

test.each<Wish>(['prefers-contrast: more', 'forced-colors: active'])('a newcomer whose system says %s sees the quiet look of the system', (wish) => {
  systemWants(wish);
  followLook();
  expect({ ...dataset }).toEqual({ theme: 'light' });
  systemWants(wish, 'prefers-color-scheme: dark');
  followLook();
  expect({ ...dataset }).toEqual({ theme: 'dark' });
});

test('who chooses the system gets what it prefers, and that is remembered', () => {
  changeLook({ theme: 'system' });
  expect({ ...dataset }).toEqual({ theme: 'light' });
  systemWants('prefers-color-scheme: dark');
  followLook();
  expect({ ...dataset }).toEqual({ theme: 'dark' });
  expect(JSON.parse(localStorage.getItem(LOOK_KEY) ?? '')).toEqual({ theme: 'system', crt: true });
});

test('an old screen has its lines until somebody objects, and both are remembered', () => {
  changeLook({ theme: 'neon' });
  expect({ ...dataset }).toEqual({ theme: 'neon', crt: '' });
  changeLook({ crt: false });
  expect({ ...dataset }).toEqual({ theme: 'neon' });
  changeLook({ theme: 'amber' });
  expect({ ...dataset }).toEqual({ theme: 'amber' });
  expect(currentLook()).toEqual({ theme: 'amber', crt: false });
});

const KEPT = [null, '{}', 'nonsense', '{"theme":"pink"}', '{"theme":"system"}', '{"theme":"neon"}', '{"theme":"amber","crt":false}', '{"theme":"light","crt":true}', 'null', '{"crt":false}'];
const SYSTEMS: readonly (readonly Wish[])[] = [[], ['prefers-color-scheme: dark'], ['prefers-contrast: more'], ['forced-colors: active', 'prefers-color-scheme: dark']];

describe.each(SYSTEMS.map((wishes) => ({ wishes })))('where the system says $wishes', ({ wishes }) => {
  test.each(KEPT)('the script before the first drawing and the page agree on %j', (text) => {
    systemWants(...wishes);
    if (text !== null) localStorage.setItem(LOOK_KEY, text);
    dress();
    const first = { ...dataset };
    followLook();
    expect({ ...dataset }).toEqual(first);
  });
});

const ON = ['canvas', 'surface', 'raised', 'hover'];
const PAIRS = [
  ...ON.flatMap((ground) => [`ink ${ground}`, `muted ${ground}`, `accent ${ground}`, `danger ${ground}`]),
  ...[1, 2, 3, 4, 5, 6, 7].flatMap((person) => [`person-${person} surface`, `surface person-${person}`, `person-${person} hover`]),
  'ink accent-soft',
  'accent-strong accent-soft',
  'on-accent accent',
  'on-accent accent-strong',
  'danger danger-soft',
  'on-danger danger',
];

describe.each(['light', 'dark', 'neon', 'amber'])('the theme %s', (theme) => {
  const tokens = tokensOf(styles, theme);
  test.each(PAIRS)('can be read: %s', (pair) => {
    const [text = '', ground = ''] = pair.split(' ');
    expect(contrast(tokens, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['edge surface', 'edge raised', 'edge canvas', 'accent surface', 'online surface'])('can be told apart: %s', (pair) => {
    const [mark = '', ground = ''] = pair.split(' ');
    expect(contrast(tokens, mark, ground)).toBeGreaterThanOrEqual(3);
  });
});

describe.each(['neon', 'amber'])('beneath the lines of an old screen and in its darkest corner, the theme %s', (theme) => {
  const tokens = tokensOf(styles, theme);
  const light = (1 - shareOf(tokens, 'crt-line')) * (1 - shareOf(tokens, 'crt-corner'));
  test.each(PAIRS)('can be read: %s', (pair) => {
    const [text = '', ground = ''] = pair.split(' ');
    expect(contrast(tokens, text, ground, light)).toBeGreaterThanOrEqual(4.5);
  });
});
