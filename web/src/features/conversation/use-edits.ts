import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { editMessage as saveText } from '~/protocol/api';
import { fieldError, sentenceFor } from '~/protocol/problem';
import type { Message } from '~/protocol/types';
import { changeFeed } from '~/realtime/cache';
import { keepEdit, readEdits } from '~/realtime/drafts';
import { editMessage } from '~/realtime/feed';

/** A message being rewritten. What was typed stays until the server has it. */
export type Edit = {
  readonly text: string;
  readonly isSaving: boolean;
  readonly error: string | null;
  /** How often one asked to rewrite it; 0 when it was left half-written and is only there again. */
  readonly begun: number;
};

export type Edits = {
  readonly all: ReadonlyMap<number, Edit>;
  /** Begins, or goes on with what was begun. */
  readonly begin: (message: Message) => void;
  readonly type: (messageId: number, text: string) => void;
  readonly cancel: (messageId: number) => void;
  readonly save: (message: Message, text: string) => void;
};

export function useEdits(roomId: number, meId: number): Edits {
  const { all, change, cancel } = useKeptEdits(roomId, meId);
  const client = useQueryClient();
  const { mutate } = useMutation({
    mutationFn: ({ message, text }: { message: Message; text: string }) => saveText(message.id, text),
    onMutate: ({ message, text }) => change(message.id, () => ({ text, isSaving: true, error: null })),
    onSuccess: ({ content, edited_at, version }, { message }) => {
      changeFeed(client, roomId, (feed) =>
        editMessage(feed, message.id, (known) =>
          known.version > version ? known : { ...known, content, edited_at, version },
        ),
      );
      cancel(message.id);
    },
    onError: (error, { message, text }) =>
      change(message.id, () => ({ text, isSaving: false, error: fieldError(error, 'content') ?? sentenceFor(error) })),
  });
  const begin = useCallback(
    (message: Message) => change(message.id, (known) => ({ text: known?.text ?? message.content, begun: (known?.begun ?? 0) + 1 })),
    [change],
  );
  const type = useCallback(
    (id: number, text: string) => {
      change(id, () => ({ text, isSaving: false, error: null }));
      keepEdit(meId, roomId, id, text);
    },
    [change, meId, roomId],
  );
  const save = useCallback(
    (message: Message, text: string) => {
      if (text.trim() === message.content) cancel(message.id);
      else mutate({ message, text });
    },
    [cancel, mutate],
  );
  return useMemo(() => ({ all, begin, type, cancel, save }), [all, begin, type, cancel, save]);
}

const NEW: Edit = { text: '', isSaving: false, error: null, begun: 0 };

/** What is being rewritten, from where it was left. */
function useKeptEdits(roomId: number, meId: number) {
  const [all, setAll] = useState<ReadonlyMap<number, Edit>>(
    () => new Map([...readEdits(meId, roomId)].map(([id, text]) => [id, { ...NEW, text }])),
  );
  const change = useCallback((id: number, edit: (known: Edit | undefined) => Partial<Edit>) => {
    setAll((present) => new Map(present).set(id, { ...NEW, ...present.get(id), ...edit(present.get(id)) }));
  }, []);
  const cancel = useCallback(
    (id: number) => {
      setAll((present) => without(present, id));
      keepEdit(meId, roomId, id, null);
    },
    [meId, roomId],
  );
  return { all, change, cancel };
}

function without(edits: ReadonlyMap<number, Edit>, id: number): ReadonlyMap<number, Edit> {
  const rest = new Map(edits);
  rest.delete(id);
  return rest;
}
