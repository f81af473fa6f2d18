import { render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { ALIASES } from './aliases';
import { EmojiPicker } from './EmojiPicker';
import { loadEmoji } from './emoji';
import { emojiCalled, findEmoji } from './search';
import { toned } from './tone';

const charsFor = async (words: string) => (await findEmoji(words, 8)).map(({ char }) => char);

test.each([
  ['red_heart', '❤️'],
  ['tada', '🎉'],
  ['+1', '👍'],
  ['fire', '🔥'],
  ['thumbs up', '👍'],
  ['flag_sao_tome_principe', '🇸🇹'],
])('%j finds %s first', async (words, char) => {
  expect((await charsFor(words))[0]).toBe(char);
});

test.each([
  ['heart', '❤️'],
  ['joy', '😂'],
  ['cry', '😢'],
  ['sob', '😭'],
  ['sad', '🙁'],
  ['smile', '😄'],
  ['laughing', '😆'],
  ['thinking', '🤔'],
  ['100', '💯'],
  ['x', '❌'],
  ['+1', '👍'],
  ['-1', '👎'],
  ['thumbsup', '👍'],
  ['ok_hand', '👌'],
  ['coffee', '☕'],
  ['eyes', '👀'],
  ['white_check_mark', '✅'],
  ['check', '✅'],
  ['rocket', '🚀'],
])('between colons %j means %s', async (name, char) => {
  expect((await emojiCalled(name))?.char).toBe(char);
  expect((await charsFor(name))[0]).toBe(char);
});

test.each(['no', 'yes', 'crying', 'face', 'smil', 'lol'])('what only describes emoji, such as %j, means none of them', async (name) => {
  expect(await emojiCalled(name)).toBeNull();
});

test('beginnings of names come before what only describes', async () => {
  const found = await charsFor('smi');
  expect(found[0]).toBe('😃');
  expect(found).toContain('😄');
});

test('what else an emoji is called is the name of no other one', async () => {
  const all = (await loadEmoji()).flatMap(({ emoji }) => emoji);
  const aliases = all.flatMap((emoji) => emoji.aliases);
  const slugs = new Set(all.map(({ slug }) => slug));
  expect(aliases.filter((name, index) => slugs.has(name) || aliases.indexOf(name) !== index)).toEqual([]);
  // None is left over that is not spelled as Unicode spells it.
  expect(aliases).toHaveLength(Object.values(ALIASES).join(' ').split(' ').length);
});

test('the beginning of a word is enough, and nothing is found for nothing', async () => {
  expect(await charsFor('rocke')).toContain('🚀');
  expect(await charsFor('  ')).toEqual([]);
  expect(await charsFor('no such thing')).toEqual([]);
});

test('a tone is given to a single person only', async () => {
  const [wave] = await findEmoji('waving_hand', 1);
  const [fire] = await findEmoji('fire', 1);
  expect(wave && toned(wave, '\u{1F3FD}')).toBe('👋🏽');
  expect(fire && toned(fire, '\u{1F3FD}')).toBe('🔥');
});

test('an emoji is found by words, picked by keyboard and remembered', async () => {
  const onPick = vi.fn<(emoji: string) => void>();
  const user = userEvent.setup();
  const { unmount } = render(<EmojiPicker onPick={onPick} />);
  await screen.findByRole('group', { name: 'Smileys & Emotion' });
  await user.keyboard('fire');
  const found = await screen.findByRole('group', { name: 'Found emoji' });
  const [first, second] = within(found).getAllByRole('button');
  await user.tab();
  await user.tab();
  expect(document.activeElement).toBe(first);
  await user.keyboard('{ArrowRight}');
  expect(document.activeElement).toBe(second);
  await user.keyboard('{ArrowLeft}{Enter}');
  expect(onPick).toHaveBeenCalledExactlyOnceWith('🔥');
  unmount();
  render(<EmojiPicker onPick={onPick} />);
  const recent = await screen.findByRole('group', { name: 'Recent' });
  expect(within(recent).getAllByRole('button').map((button) => button.textContent)).toEqual(['🔥']);
});

test('a group is opened, and Escape closes', async () => {
  const onClose = vi.fn<() => void>();
  const user = userEvent.setup();
  render(<EmojiPicker onPick={() => {}} onClose={onClose} />);
  await user.click(await screen.findByRole('button', { name: 'Food & Drink' }));
  const group = screen.getByRole('group', { name: 'Food & Drink' });
  expect(within(group).getByRole('button', { name: 'red apple' })).toBeDefined();
  await user.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledOnce();
});
