import { act, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ANN, messageOf, messagesOf } from '~/testing/builders';
import { fakeClock } from '~/testing/clock';
import { Announcer } from './Announcer';

beforeEach(fakeClock);
afterEach(() => vi.useRealTimers());

const announced = () => screen.getByRole('status').textContent;
const pass = (ms: number) => act(() => void vi.advanceTimersByTime(ms));

function announce() {
  const { rerender } = render(<Announcer messages={messagesOf(1, 3)} meId={ANN.id} isLoaded />);
  return (messages = messagesOf(1, 3)) => rerender(<Announcer messages={messages} meId={ANN.id} isLoaded />);
}

test('what was there at the opening is no news', () => {
  announce();
  pass(10_000);
  expect(announced()).toBe('');
});

test('one message is told with its author, several in one sentence', () => {
  const show = announce();
  show(messagesOf(1, 4));
  pass(2500);
  expect(announced()).toBe('Bob: message 4');
  show(messagesOf(1, 7));
  pass(2500);
  expect(announced()).toBe('3 new messages. The last of Bob: message 7');
});

test('a steady stream is told every few seconds, not at its end', () => {
  const show = announce();
  for (let seq = 4; seq <= 8; seq += 1) {
    show(messagesOf(1, seq));
    pass(600);
  }
  expect(announced()).toMatch(/new messages/);
});

test('one’s own messages are not told', () => {
  const show = announce();
  show([...messagesOf(1, 3), messageOf(4, { user_id: ANN.id })]);
  pass(10_000);
  expect(announced()).toBe('');
});
