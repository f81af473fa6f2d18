import { screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { ANNS_ACCOUNT, roomOf } from '~/testing/builders';
import { fakeRest, problem } from '~/testing/fake-rest';
import { fakeWebSockets } from '~/testing/fake-web-socket';
import { renderApp } from '~/testing/render-app';
import { signIn } from '~/testing/signed-in';

const phone = { id: 'one', current: true, user_agent: 'curl/8.0', created_at: '2026-01-31T12:00:00.000000Z', last_used_at: '2026-01-31T12:00:00.000000Z' };
let areDevicesRead: boolean;

beforeEach(() => {
  fakeWebSockets();
  signIn();
  areDevicesRead = true;
  fakeRest({
    'GET /api/auth/me': () => [200, { ...ANNS_ACCOUNT, is_admin: true }],
    'GET /api/rooms': () => [200, [roomOf()]],
    'GET /api/rooms/3/messages': () => [200, { messages: [], next_cursor: null }],
    'GET /api/auth/sessions': () => (areDevicesRead ? [200, { sessions: [phone] }] : [403, problem('odd', 'Not now.')]),
  });
});

test('who comes from a room finds back to it, also by way of the administration', async () => {
  const user = renderApp('/rooms/3');
  await user.click(await screen.findByRole('link', { name: 'Settings' }));
  await user.click(await screen.findByRole('link', { name: 'Open the administration' }));
  await user.click(await screen.findByRole('link', { name: 'Back to the settings' }));
  await user.click(await screen.findByRole('link', { name: 'Back to the rooms' }));
  expect(await screen.findByRole('heading', { name: 'Garden' })).toBeDefined();
});

test('who comes from nowhere finds the rooms', async () => {
  renderApp('/settings');
  expect((await screen.findByRole('link', { name: 'Back to the rooms' })).getAttribute('href')).toBe('/rooms');
});

test('devices that can not be read are read on demand', async () => {
  areDevicesRead = false;
  const user = renderApp('/settings');
  const devices = within(await screen.findByRole('region', { name: 'Devices' }));
  expect((await devices.findByRole('alert')).textContent).toBe('Not now.');
  areDevicesRead = true;
  await user.click(devices.getByRole('button', { name: 'Try again' }));
  expect(await devices.findByText('this device')).toBeDefined();
});
