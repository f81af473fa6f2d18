// What can be done with a message, handed down to the rows.
import { createContext, useContext } from 'react';
import type { Message } from '~/protocol/types';

export type Actions = {
  readonly meId: number;
  readonly meName: string;
  /** Whether one may delete the messages of others too. */
  readonly isCreator: boolean;
  readonly reply: (message: Message) => void;
  readonly edit: (message: Message) => void;
  readonly askDelete: (message: Message) => void;
  readonly showReactors: (message: Message) => void;
  readonly react: (message: Message, emoji: string) => void;
  readonly copy: (message: Message) => void;
  readonly jumpTo: (messageId: number) => void;
};

const Context = createContext<Actions | null>(null);

export const ActionsProvider = Context.Provider;

export function useActions(): Actions {
  const actions = useContext(Context);
  if (actions === null) throw new Error('useActions needs an ActionsProvider above');
  return actions;
}

/** Whose mentions are marked: the names of the room's people, in lower case. */
const People = createContext<ReadonlySet<string> | undefined>(undefined);

export const PeopleProvider = People.Provider;

export const useKnownPeople = (): ReadonlySet<string> | undefined => useContext(People);

export const canEdit = (message: Message, meId: number): boolean => message.user_id === meId && !message.deleted_at;

export const canDelete = (message: Message, { meId, isCreator }: Pick<Actions, 'meId' | 'isCreator'>): boolean =>
  !message.deleted_at && (isCreator || message.user_id === meId);
