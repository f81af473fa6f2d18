import { PASSWORD } from '../person';
import type { Journey } from '../stage';

const ROOM = 'Garden';

export const journey: Journey = {
  title: 'sessions and where they end',
  run: async (stage) => {
    const { check } = stage;
    stage.expectComplaint(/status of 40[13]|WebSocket/);
    const ann = await stage.person('Ann');
    await ann.signUp();
    await ann.createRoom(ROOM);
    await ann.say('Is the gate open?');
    await ann.hears('Is the gate open?');

    await check('a reload keeps one signed in', async () => {
      await ann.page.reload();
      await ann.hears('Is the gate open?');
    });
    await check('one that was ended elsewhere leads to sign-in, which says why, and back', async () => {
      await ann.signOutElsewhere();
      await ann.page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await ann.page.getByText('You were signed out: the session has expired, or was ended').waitFor();
      await ann.signIn();
      await ann.heading(ROOM).waitFor();
      await ann.hears('Is the gate open?');
    });
    await check('a wrong password is told and nothing typed is lost', async () => {
      const guest = await stage.person('Ann');
      await guest.page.goto(`${stage.server.url}/login`);
      await guest.page.getByLabel('Username').fill('Ann');
      await guest.page.getByLabel('Password').fill('not this one');
      await guest.page.getByRole('button', { name: 'Sign in' }).click();
      await guest.page.getByRole('alert').waitFor();
      if ((await guest.page.getByLabel('Username').inputValue()) !== 'Ann') throw new Error('the name is lost');
    });
    await check('another tab is signed out with the first, and the next person is not led to where one was', async () => {
      const second = await ann.page.context().newPage();
      await second.goto(ann.page.url());
      await second.getByRole('button', { name: 'Sign out' }).click();
      await ann.page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await second.close();
      await ann.signIn();
      await ann.page.getByText('Choose a room').waitFor();
      await ann.openRoom(ROOM);
    });
    await check('the devices are listed, and another one is signed out', async () => {
      const phone = await stage.person('Ann');
      await phone.page.goto(`${stage.server.url}/rooms`);
      await phone.signIn();
      await phone.room(ROOM).waitFor();
      await ann.page.getByRole('link', { name: 'Settings' }).click();
      const devices = ann.page.getByRole('list', { name: 'Devices' });
      await devices.getByText('this device').waitFor();
      await devices.getByRole('button', { name: /^Sign out/ }).first().click();
      await phone.page.getByRole('heading', { name: 'Sign in' }).waitFor();
    });
    await check('the password is changed, and only the new one is good', async () => {
      const form = ann.page.getByRole('form', { name: 'Change the password' });
      await form.getByLabel('Password until now').fill('wrong wrong');
      await form.getByLabel('New password').fill('a new horse');
      await form.getByRole('button', { name: 'Change the password' }).click();
      await form.locator('input[aria-invalid=true]').waitFor();
      await form.getByLabel('Password until now').fill(PASSWORD);
      await form.getByRole('button', { name: 'Change the password' }).click();
      await form.getByText('The password is changed.').waitFor();
      await ann.byRest('POST', '/api/auth/login', { username: 'Ann', password: 'a new horse' });
    });
  },
};
