import type { Room } from '~/protocol/types';
import { Dialog } from '~/ui/Dialog';
import { shownRoomName } from '~/ui/room-name';
import { Choice } from '~/ui/Choice';
import { Switch } from '~/ui/Switch';
import { LEVEL_NAMES, LEVEL_OPTIONS } from './level-names';
import { withLevel, withMute } from './levels';
import { NotifySwitch } from './NotifySwitch';
import { changeWishes, useWishes } from './use-wishes';

type Props = { readonly room: Room; readonly meId: number; readonly onClose: () => void };

/** What one wants to be told of in one room. */
export function RoomNotifyDialog({ room, meId, onClose }: Props) {
  const wishes = useWishes(meId);
  const own = wishes.rooms[room.id];
  return (
    <Dialog title={`Notifications of ${shownRoomName(room.name)}`} onClose={onClose}>
      <div className="flex flex-col gap-5">
        <Choice
          legend="Tell me of"
          name="room-level"
          value={own ?? 'usual'}
          options={[{ value: 'usual' as const, label: `As usual (${LEVEL_NAMES[wishes.usual].toLowerCase()})` }, ...LEVEL_OPTIONS]}
          onChoose={(level) => changeWishes(meId, (all) => withLevel(all, room.id, level === 'usual' ? null : level))}
        />
        <Switch
          label="Mute"
          hint="Nothing is told, and what is unread counts nowhere but in the list."
          isOn={wishes.muted.includes(room.id)}
          onSwitch={(isMuted) => changeWishes(meId, (all) => withMute(all, room.id, isMuted))}
        />
        <NotifySwitch meId={meId} />
      </div>
    </Dialog>
  );
}
