import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { editMessage as saveText } from '~/protocol/api';
import { sentenceFor } from '~/protocol/problem';
import type { Message } from '~/protocol/types';
import { changeFeed } from '~/realtime/cache';
import { editMessage } from '~/realtime/feed';

/** A message being rewritten. What was typed stays until the server has it. */
export type Edit = { readonly text: string; readonly isSaving: boolean; readonly error: string | null };

export type Edits = {
  readonly all: ReadonlyMap<number, Edit>;
  readonly begin: (message: Message) => void;
  readonly type: (messageId: number, text: string) => void;
  readonly cancel: (messageId: number) => void;
  readonly save: (message: Message, text: string) => void;
};

export function useEdits(roomId: number): Edits {
  const client = useQueryClient();
  const [all, setAll] = useState<ReadonlyMap<number, Edit>>(new Map());
  const set = useCallback((id: number, edit: Edit) => setAll((present) => new Map(present).set(id, edit)), []);
  const cancel = useCallback((id: number) => setAll((present) => without(present, id)), []);
  const { mutate } = useMutation({
    mutationFn: ({ message, text }: { message: Message; text: string }) => saveText(message.id, text),
    onMutate: ({ message, text }) => set(message.id, { text, isSaving: true, error: null }),
    onSuccess: ({ content, edited_at, version }, { message }) => {
      changeFeed(client, roomId, (feed) =>
        editMessage(feed, message.id, (known) =>
          known.version > version ? known : { ...known, content, edited_at, version },
        ),
      );
      cancel(message.id);
    },
    onError: (error, { message, text }) => set(message.id, { text, isSaving: false, error: sentenceFor(error) }),
  });
  const begin = useCallback(
    (message: Message) => set(message.id, { text: message.content, isSaving: false, error: null }),
    [set],
  );
  const type = useCallback((id: number, text: string) => set(id, { text, isSaving: false, error: null }), [set]);
  const save = useCallback(
    (message: Message, text: string) => {
      if (text.trim() === message.content) cancel(message.id);
      else mutate({ message, text });
    },
    [cancel, mutate],
  );
  return useMemo(() => ({ all, begin, type, cancel, save }), [all, begin, type, cancel, save]);
}

function without(edits: ReadonlyMap<number, Edit>, id: number): ReadonlyMap<number, Edit> {
  const rest = new Map(edits);
  rest.delete(id);
  return rest;
}
