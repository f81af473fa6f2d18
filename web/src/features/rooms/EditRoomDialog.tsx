import { fieldError, formError, waitUntil } from '~/protocol/problem';
import type { Room } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { ErrorNotice } from '~/ui/Notice';
import { TextField } from '~/ui/TextField';
import { useEditRoom } from './use-edit-room';

type Props = { readonly room: Room; readonly onClose: () => void };

const SHOWN_FIELDS = ['name', 'description'];

export function EditRoomDialog({ room, onClose }: Props) {
  const { mutate, error, isPending } = useEditRoom(room.id, onClose);
  return (
    <Dialog title="Rename and describe" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          mutate({ name: String(form.get('name')), description: String(form.get('description')).trim() });
        }}
      >
        <ErrorNotice until={waitUntil(error)}>{formError(error, SHOWN_FIELDS)}</ErrorNotice>
        <TextField label="Name" name="name" required autoComplete="off" defaultValue={room.name} hint="3 to 50 characters." error={fieldError(error, 'name')} />
        <TextField label="What is it about?" name="description" autoComplete="off" defaultValue={room.description ?? ''} hint="At most 255 characters; optional." error={fieldError(error, 'description')} />
        <Button type="submit" disabled={isPending}>
          {isPending ? 'Saving…' : 'Save'}
        </Button>
      </form>
    </Dialog>
  );
}
