// The pages beside the chat, loaded when one of them is opened. They are one piece, as with one more
// the bundler would take what all pieces share out of the first script, and the first visit would wait for two.
export { AdminPage } from './AdminPage';
export { SettingsPage } from './SettingsPage';
