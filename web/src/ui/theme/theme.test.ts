import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { LOOK_KEY, changeLook, currentLook, followLook } from './theme';
import { contrast, tokensOf } from '~/testing/contrast';

const WEB = join(import.meta.dirname, '../../..');
const firstScript = readFileSync(join(WEB, 'public/theme.js'), 'utf8');
const styles = readFileSync(join(WEB, 'src/app/styles.css'), 'utf8');

const { dataset } = document.documentElement;
const dress = () => new Function(firstScript)();

function prefersDark(isDark: boolean) {
  vi.stubGlobal('matchMedia', () => ({ matches: isDark, addEventListener: () => {} }));
}

beforeEach(() => prefersDark(false));
afterEach(() => {
  delete dataset.theme;
  delete dataset.crt;
});

test('a newcomer sees what the system prefers', () => {
  followLook();
  expect(dataset.theme).toBe('light');
  prefersDark(true);
  followLook();
  expect(dataset.theme).toBe('dark');
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

test.each([null, '{}', 'nonsense', '{"theme":"pink"}', '{"theme":"neon"}', '{"theme":"amber","crt":false}', '{"theme":"light","crt":true}', 'null'])(
  'the script before the first drawing and the page agree on %j',
  (text) => {
    if (text !== null) localStorage.setItem(LOOK_KEY, text);
    dress();
    const first = { ...dataset };
    followLook();
    expect({ ...dataset }).toEqual(first);
  },
);

describe.each(['light', 'dark', 'neon', 'amber'])('the theme %s', (theme) => {
  const tokens = tokensOf(styles, theme);
  const ON = ['canvas', 'surface', 'raised', 'hover'];
  const pairs = [
    ...ON.flatMap((ground) => [`ink ${ground}`, `muted ${ground}`, `accent ${ground}`, `danger ${ground}`]),
    ...[1, 2, 3, 4, 5, 6, 7].flatMap((person) => [`person-${person} surface`, `surface person-${person}`, `person-${person} hover`]),
    'ink accent-soft',
    'accent-strong accent-soft',
    'on-accent accent',
    'on-accent accent-strong',
    'danger danger-soft',
    'on-danger danger',
  ];
  test.each(pairs)('can be read: %s', (pair) => {
    const [text = '', ground = ''] = pair.split(' ');
    expect(contrast(tokens, text, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(['edge surface', 'edge raised', 'edge canvas', 'accent surface', 'online surface'])('can be told apart: %s', (pair) => {
    const [mark = '', ground = ''] = pair.split(' ');
    expect(contrast(tokens, mark, ground)).toBeGreaterThanOrEqual(3);
  });
});
