import { useCallback, useMemo, useState } from 'react';
import type { Account, Message, Room } from '~/protocol/types';
import type { Draft } from '~/realtime/drafts';
import { copyText } from '~/ui/copy-text';
import type { Actions } from './actions';
import { useComplaints } from './use-complaints';
import type { Edits } from './use-edits';
import { useReact } from './use-react';

type Parts = {
  readonly room: Room;
  readonly me: Account;
  readonly edits: Edits;
  readonly changeDraft: (change: (draft: Draft) => Draft) => void;
  readonly toField: () => void;
  readonly jumpTo: (messageId: number) => void;
};

/** What is open over the conversation, about which message. */
export type MessageDialog = { readonly about: 'deleting' | 'reactors'; readonly message: Message };

/** What can be done with the messages of a room, and what came of it. */
export function useMessageActions({ room, me, edits: { begin }, changeDraft, toField, jumpTo }: Parts) {
  const [dialog, setDialog] = useState<MessageDialog | null>(null);
  const { complaints, say, complain } = useComplaints();
  const { mutate: react } = useReact(room.id, complain);
  const closeDialog = useCallback(() => setDialog(null), []);
  const actions = useMemo<Actions>(
    () => ({
      meId: me.id,
      meName: me.username,
      isCreator: room.created_by === me.id,
      reply: (message) => {
        changeDraft((present) => ({ ...present, replyTo: message.id }));
        toField();
      },
      edit: begin,
      askDelete: (message) => setDialog({ about: 'deleting', message }),
      showReactors: (message) => setDialog({ about: 'reactors', message }),
      react: (message, emoji) => {
        say(message.id, null);
        react({ message, emoji });
      },
      copy: (message) => void copyText(message.content).catch(() => say(message.id, 'The browser does not allow copying.')),
      jumpTo,
    }),
    [me, room.created_by, changeDraft, toField, begin, react, say, jumpTo],
  );
  return { actions, complaints, dialog, closeDialog };
}
