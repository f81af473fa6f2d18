import { sentenceFor } from '~/protocol/problem';
import type { Room } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { ErrorNotice } from '~/ui/Notice';
import { useDeleteRoom } from './use-delete-room';
import { useLeaveRoom } from './use-leave-room';

type Props = {
  readonly room: Room;
  readonly isCreator: boolean;
  readonly onClose: () => void;
  readonly onLeft: () => void;
};

/** Asks before leaving; tells the creator, who can't, what can be done instead. */
export function LeaveRoomDialog({ room, isCreator, onClose, onLeft }: Props) {
  return (
    <Dialog title={isCreator ? 'You created this room' : `Leave ${room.name}?`} onClose={onClose}>
      {isCreator ? (
        <DeleteInstead room={room} onClose={onClose} onLeft={onLeft} />
      ) : (
        <Leave room={room} onClose={onClose} onLeft={onLeft} />
      )}
    </Dialog>
  );
}

type StepProps = Omit<Props, 'isCreator'>;

function Leave({ room, onClose, onLeft }: StepProps) {
  const { mutate, error, isPending } = useLeaveRoom(room.id, onLeft);
  return (
    <div className="flex flex-col gap-4">
      <p>
        {room.kind === 'private'
          ? 'The room is private: you can come back only if a member adds you.'
          : 'You can join it again whenever you like.'}
      </p>
      <ErrorNotice>{error && sentenceFor(error)}</ErrorNotice>
      <Choice stay="Stay" go="Leave room" isPending={isPending} onStay={onClose} onGo={() => mutate()} />
    </div>
  );
}

function DeleteInstead({ room, onClose, onLeft }: StepProps) {
  const { mutate, error, isPending } = useDeleteRoom(room.id, onLeft);
  return (
    <div className="flex flex-col gap-4">
      <p>The creator of a room can't leave it. You can delete {room.name} instead, with all its messages and for everybody. That can't be undone.</p>
      <ErrorNotice>{error && sentenceFor(error)}</ErrorNotice>
      <Choice stay="Keep it" go="Delete room" isPending={isPending} onStay={onClose} onGo={() => mutate()} />
    </div>
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
