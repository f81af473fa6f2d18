import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { showNewest, useContextOf } from '~/realtime/use-feed';
import type { Target } from './use-list-scroll';

const PARAMETER = 'at';

export type Jump = {
  /** Whether the address names a message. */
  readonly isAsked: boolean;
  /** The message that the address names, once it is known; null when it names none. */
  readonly foundId: number | null;
  readonly target: Target | null;
  readonly error: Error | null;
  readonly jumpTo: (messageId: number) => void;
  /** Back to the newest messages. */
  readonly leave: () => void;
};

/** Goes to the message that the address names as `?at=<id>`, wherever in the room's history it is. */
export function useJump(roomId: number): Jump {
  const client = useQueryClient();
  const [parameters, setParameters] = useSearchParams();
  const { key } = useLocation();
  const { mutate, error, reset } = useContextOf(roomId);
  const [found, setFound] = useState<{ readonly id: number; readonly nonce: string } | null>(null);
  const at = messageIdIn(parameters.get(PARAMETER));

  useEffect(() => {
    if (at === null) reset();
    else mutate(at, { onSuccess: () => setFound({ id: at, nonce: key }) });
  }, [at, key, mutate, reset]);
  // Whoever comes back to the room without asking for a message wants the newest ones.
  useEffect(() => () => showNewest(client, roomId), [client, roomId]);

  const jumpTo = useCallback(
    (messageId: number) => setParameters((present) => withAt(present, String(messageId))),
    [setParameters],
  );
  const leave = useCallback(() => {
    showNewest(client, roomId);
    setParameters((present) => withAt(present, null), { replace: true });
  }, [client, roomId, setParameters]);
  const arrived = found?.id === at ? found : null;
  const target = useMemo<Target | null>(
    () => arrived && { isIt: (row) => row.kind === 'message' && row.message.id === arrived.id, align: 'center', nonce: arrived.nonce },
    [arrived],
  );
  return { isAsked: at !== null, foundId: arrived?.id ?? null, target, error, jumpTo, leave };
}

function withAt(present: URLSearchParams, at: string | null): URLSearchParams {
  const next = new URLSearchParams(present);
  if (at === null) next.delete(PARAMETER);
  else next.set(PARAMETER, at);
  return next;
}

function messageIdIn(text: string | null): number | null {
  return text !== null && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : null;
}
