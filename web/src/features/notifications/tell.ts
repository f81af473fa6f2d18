// Telling of a message through the system: once, however many tabs are open, and not while somebody looks.
export type News = {
  readonly messageId: number;
  readonly roomId: number;
  readonly title: string;
  readonly body: string;
  readonly onClick: () => void;
};

/** For so long no other tab tells the same. */
const TOLD_FOR_MS = 10_000;

/** Whether the system lets this page tell. */
export function mayTell(): boolean {
  return 'Notification' in window && Notification.permission === 'granted';
}

/** Says, as long as `until` is not aborted, that the room is being looked at. */
export function holdLook(roomId: number, until: AbortSignal): void {
  const held = navigator.locks?.request(lookName(roomId), { mode: 'shared', signal: until }, () => aborted(until));
  // Waiting for the lock ends with an error when it is not needed any more.
  held?.catch(() => {});
}

/** Tells, unless another tab has or somebody has the room in sight. */
export async function tell(news: News): Promise<void> {
  if (!mayTell() || (await isLookedAt(news.roomId))) return;
  await onceOverTabs(`rostra.tell.${news.messageId}`, () => show(news));
}

function show({ messageId, roomId, title, body, onClick }: News): void {
  // The tag makes the next message of a room take the place of the one before.
  const notice = new Notification(title, { body, tag: `rostra.${roomId}`, data: messageId, icon: '/favicon.svg' });
  notice.addEventListener('click', () => {
    window.focus();
    notice.close();
    onClick();
  });
}

async function isLookedAt(roomId: number): Promise<boolean> {
  const held = (await navigator.locks?.query())?.held ?? [];
  return held.some(({ name }) => name === lookName(roomId));
}

async function onceOverTabs(name: string, act: () => void): Promise<void> {
  if (!navigator.locks) return act();
  await navigator.locks.request(name, { ifAvailable: true }, async (lock) => {
    if (lock === null) return;
    act();
    await new Promise((resolve) => setTimeout(resolve, TOLD_FOR_MS));
  });
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

const lookName = (roomId: number) => `rostra.look.${roomId}`;
