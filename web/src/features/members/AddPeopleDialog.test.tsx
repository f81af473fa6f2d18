import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { BOB, roomOf } from '~/testing/builders';
import { fakeRest, problem } from '~/testing/fake-rest';
import { AddPeopleDialog } from './AddPeopleDialog';

async function findBob(adding: ReturnType<typeof problem>) {
  fakeRest({
    'GET /api/users': () => [200, { users: [BOB] }],
    'POST /api/rooms/3/members': () => [409, adding],
  });
  render(
    <QueryClientProvider client={new QueryClient()}>
      <AddPeopleDialog room={roomOf({ kind: 'private' })} memberIds={new Set()} onClose={() => {}} />
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  await user.type(screen.getByLabelText('Name'), 'bo');
  await user.click(await screen.findByRole('button', { name: 'Add Bob' }));
}

test('somebody who is a member already, further down a long list, is said to be here', async () => {
  await findBob(problem('already_a_member', 'Already a member of this room.'));
  expect(await screen.findByText('Already here')).toBeDefined();
  expect(screen.queryByRole('alert')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Add Bob' })).toBeNull();
});

test('another refusal is told, and one can try again', async () => {
  await findBob(problem('room_full', 'The room is full.'));
  expect((await screen.findByRole('alert')).textContent).toBe('The room is full.');
  expect(screen.getByRole('button', { name: 'Add Bob' })).toBeDefined();
});
