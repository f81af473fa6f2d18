// The wire's shapes under the names that the rest of the client uses.
import type { components } from './schema';

type Schemas = components['schemas'];

export type Account = Readonly<Schemas['Account']>;
export type User = Readonly<Schemas['User']>;
export type Room = Readonly<Schemas['Room']>;
export type RoomKind = Schemas['RoomKind'];
export type DiscoveredRoom = Readonly<Schemas['DiscoveredRoom']>;
export type Message = Readonly<Schemas['Message']>;
export type EditedMessage = Readonly<Schemas['EditedMessage']>;
export type Reaction = Readonly<Schemas['Reaction']>;
export type ReactionCount = Readonly<Schemas['ReactionCount']>;
export type Reactors = Readonly<Schemas['ReactorsOfEmoji']>;
export type MessagePage = Readonly<Schemas['MessagePage']>;
export type ContextPage = Readonly<Schemas['ContextPage']>;
export type RoomMember = Readonly<Schemas['RoomMember']>;
export type FieldError = Readonly<Schemas['FieldError']>;
export type Problem = Readonly<Schemas['Problem']>;
export type RegisterForm = Readonly<Schemas['RegisterForm']>;
export type Tokens = Readonly<Schemas['Token']>;
export type Device = Readonly<Schemas['SessionEntry']>;
export type Profile = Readonly<Schemas['PublicProfile']>;
export type PasswordForm = Readonly<Schemas['PasswordForm']>;
export type LoginForm = Readonly<Schemas['LoginForm']>;
export type RoomForm = Readonly<Schemas['RoomForm']>;
export type RoomEditForm = Readonly<Schemas['RoomEditForm']>;
export type AdminAccount = Readonly<Schemas['AdminAccount']>;
export type AdminAccountPage = Readonly<Schemas['AdminAccountPage']>;
export type AdminRoom = Readonly<Schemas['AdminRoom']>;
export type Day = Readonly<Schemas['Day']>;

export type ServerEvent = Readonly<Schemas['ServerEvent']>;
export type EventOf<Type extends ServerEvent['type']> = Extract<ServerEvent, { type: Type }>;

type Actions =
  | { readonly action: 'subscribe'; readonly room_id: number; readonly since?: number; readonly epoch?: string }
  | { readonly action: 'unsubscribe'; readonly room_id: number }
  | {
      readonly action: 'send_message';
      readonly room_id: number;
      readonly content: string;
      readonly client_id: string;
      readonly reply_to?: number;
    }
  | { readonly action: 'user_typing'; readonly room_id: number }
  | { readonly action: 'mark_read'; readonly room_id: number; readonly seq: number }
  | { readonly action: 'watch' }
  | { readonly action: 'ping' };

/** What may be sent. The document has one loose shape for all actions; this must stay within it. */
export type ClientAction = Actions extends Schemas['ClientAction'] ? Actions : never;
