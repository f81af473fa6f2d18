import type { AdminRoom } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { Name } from '~/ui/Name';
import { shownRoomName } from '~/ui/room-name';
import { Tag } from './Tag';
import { counted } from './figures';

type Props = { readonly room: AdminRoom; readonly onDelete: () => void };

const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** One room as those see it who are not in it. */
export function RoomLine({ room, onDelete }: Props) {
  const name = shownRoomName(room.name);
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-3">
      <div className="flex min-w-0 flex-1 basis-48 flex-col">
        <span className="flex min-w-0 flex-wrap items-center gap-x-2">
          <Name className="font-semibold">{name}</Name>
          {room.kind === 'private' && <Tag>private</Tag>}
        </span>
        <span className="text-sm text-muted">
          {counted(room.member_count, 'member', 'members')}, {counted(room.message_count, 'message', 'messages')}
        </span>
        <span className="flex min-w-0 flex-wrap text-sm text-muted">
          <span className="shrink-0">Created {DAY.format(new Date(room.created_at))} by&nbsp;</span>
          <Name>{room.creator}</Name>
        </span>
      </div>
      <Button look="quiet" aria-label={`Delete ${name}`} onClick={onDelete}>
        Delete
      </Button>
    </li>
  );
}
