import { useEffect, useState } from 'react';
import type { RoomFeed } from '~/realtime/feed';
import { beginsAfter, useMessagesBackTo } from '~/realtime/use-feed';
import type { Opening } from './use-read-marker';

/** More than this is not read before the room is shown; then a button leads to where it begins. */
const MOST_READ_AHEAD = 300;

type Parts = {
  readonly roomId: number;
  readonly opening: Opening;
  readonly feed: RoomFeed;
  readonly isFetching: boolean;
  /** Whether the room is opened at a certain message anyway. */
  readonly isElsewhere: boolean;
};

/** Reads back to the first unread message, at which a room opens; whether that is done. */
export function useWayToOpening({ roomId, opening, feed, isFetching, isElsewhere }: Parts): boolean {
  const [isDone, setIsDone] = useState(isElsewhere || opening.unread === 0 || opening.unread > MOST_READ_AHEAD);
  const { mutate, status, isPaused } = useMessagesBackTo(roomId);
  const first = opening.readSeq + 1;
  const isMissing = feed.loaded && beginsAfter(feed, first);
  const isSettled = status === 'success' || status === 'error' || isPaused;
  // Without a line to the server there is nothing to wait for.
  if (!isDone && (feed.loaded ? !isMissing || isSettled : !isFetching)) setIsDone(true);
  const isWanted = !isDone && isMissing && status === 'idle';
  useEffect(() => {
    if (isWanted) mutate(first);
  }, [isWanted, mutate, first]);
  return isDone;
}
