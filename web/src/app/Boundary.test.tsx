import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Boundary } from './Boundary';

function Broken(): never {
  throw new Error('a part is missing');
}

test('what breaks is told, with a way on', () => {
  // React reports what was caught; that is no news to this test.
  vi.spyOn(console, 'error').mockImplementation(() => {});
  render(
    <Boundary>
      <Broken />
    </Boundary>,
  );
  expect(screen.getByRole('alert').textContent).toContain('This page broke.');
  expect(screen.getByRole('button', { name: 'Reload' })).toBeDefined();
});

test('what does not break is shown', () => {
  render(<Boundary>all is well</Boundary>);
  expect(screen.getByText('all is well')).toBeDefined();
});
