import { sentenceFor, waitUntil } from '~/protocol/problem';
import type { Room } from '~/protocol/types';
import { useOutbox } from '~/realtime/ChatLinkProvider';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { ErrorNotice } from '~/ui/Notice';
import { shownRoomName } from '~/ui/room-name';
import { useDeleteRoom } from './use-delete-room';
import { useLeaveRoom } from './use-leave-room';

type Props = {
  readonly room: Room;
  readonly onClose: () => void;
  readonly onLeft: () => void;
};

/** Asks before leaving. */
export function LeaveRoomDialog(props: Props) {
  return (
    <Dialog title={`Leave ${shownRoomName(props.room.name)}?`} onClose={props.onClose}>
      <Leave {...props} />
    </Dialog>
  );
}

/** Asks the creator before the room is gone for everybody. */
export function DeleteRoomDialog(props: Props) {
  return (
    <Dialog title={`Delete ${shownRoomName(props.room.name)}?`} onClose={props.onClose}>
      <Delete {...props} />
    </Dialog>
  );
}

function Leave({ room, onClose, onLeft }: Props) {
  const { mutate, error, isPending } = useLeaveRoom(room.id, onLeft);
  return (
    <div className="flex flex-col gap-4">
      <p>
        {room.kind === 'private'
          ? 'The room is private: you can come back only if a member adds you.'
          : 'You can join it again whenever you like.'}
      </p>
      <Loss roomId={room.id} when="you leave" />
      <ErrorNotice until={waitUntil(error)}>{error && sentenceFor(error)}</ErrorNotice>
      <Choice stay="Stay" go="Leave room" isPending={isPending} onStay={onClose} onGo={() => mutate()} />
    </div>
  );
}

function Delete({ room, onClose, onLeft }: Props) {
  const { mutate, error, isPending } = useDeleteRoom(room.id, onLeft);
  return (
    <div className="flex flex-col gap-4">
      <p>
        The room goes with all its messages and for everybody. That can't be undone. (Whoever created a room can't leave it.)
      </p>
      <Loss roomId={room.id} when="the room is deleted" />
      <ErrorNotice until={waitUntil(error)}>{error && sentenceFor(error)}</ErrorNotice>
      <Choice stay="Keep it" go="Delete room" isPending={isPending} onStay={onClose} onGo={() => mutate()} />
    </div>
  );
}

/** What one has written and goes with the room. */
function Loss({ roomId, when }: { readonly roomId: number; readonly when: string }) {
  const unsent = useOutbox().filter((sent) => sent.roomId === roomId).length;
  if (unsent === 0) return null;
  const what = unsent === 1 ? 'One message of yours is not sent yet. It is' : `${unsent} messages of yours are not sent yet. They are`;
  return (
    <p className="font-semibold">
      {what} thrown away when {when}.
    </p>
  );
}

type ChoiceProps = {
  readonly stay: string;
  readonly go: string;
  readonly isPending: boolean;
  readonly onStay: () => void;
  readonly onGo: () => void;
};

function Choice({ stay, go, isPending, onStay, onGo }: ChoiceProps) {
  return (
    <div className="flex justify-end gap-2">
      <Button look="quiet" onClick={onStay}>
        {stay}
      </Button>
      <Button look="danger" disabled={isPending} onClick={onGo}>
        {go}
      </Button>
    </div>
  );
}
