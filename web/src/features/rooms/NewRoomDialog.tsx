import { fieldError, formError, waitUntil } from '~/protocol/problem';
import type { Room, RoomKind } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { Dialog } from '~/ui/Dialog';
import { ErrorNotice } from '~/ui/Notice';
import { TextField } from '~/ui/TextField';
import { useCreateRoom } from './use-create-room';

type Props = { readonly onClose: () => void; readonly onCreated: (room: Room) => void };

const SHOWN_FIELDS = ['name', 'description'];

export function NewRoomDialog({ onClose, onCreated }: Props) {
  const { mutate, error, isPending } = useCreateRoom(onCreated);
  const submit = (form: FormData) => {
    const description = String(form.get('description')).trim();
    const kind: RoomKind = form.get('kind') === 'private' ? 'private' : 'public';
    mutate({ name: String(form.get('name')), kind, ...(description === '' ? {} : { description }) });
  };
  return (
    <Dialog title="New room" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          submit(new FormData(event.currentTarget));
        }}
      >
        <ErrorNotice until={waitUntil(error)}>{formError(error, SHOWN_FIELDS)}</ErrorNotice>
        <TextField label="Name" name="name" required autoComplete="off" hint="3 to 50 characters." error={fieldError(error, 'name')} />
        <TextField label="What is it about?" name="description" autoComplete="off" hint="Optional." error={fieldError(error, 'description')} />
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 text-sm font-semibold">Who may find it</legend>
          <KindChoice kind="public" title="Everybody" hint="Anyone can find the room and join it." isDefault />
          <KindChoice kind="private" title="Members only" hint="The room is invisible to others." />
        </fieldset>
        <Button type="submit" disabled={isPending}>
          {isPending ? 'Creating…' : 'Create room'}
        </Button>
      </form>
    </Dialog>
  );
}

type ChoiceProps = { readonly kind: RoomKind; readonly title: string; readonly hint: string; readonly isDefault?: boolean };

function KindChoice({ kind, title, hint, isDefault = false }: ChoiceProps) {
  return (
    <label className="flex items-start gap-3 rounded-lg border border-line p-3 has-checked:border-accent has-checked:bg-accent-soft">
      <input type="radio" name="kind" value={kind} defaultChecked={isDefault} className="mt-1 accent-accent" />
      <span className="flex flex-col">
        <span className="font-semibold">{title}</span>
        <span className="text-sm text-muted">{hint}</span>
      </span>
    </label>
  );
}
