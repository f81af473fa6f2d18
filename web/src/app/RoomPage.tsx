import { useCallback, useMemo, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { Conversation } from '~/features/conversation/Conversation';
import { RoomNotifyDialog } from '~/features/notifications/RoomNotifyDialog';
import { useOnlineCount } from '~/features/presence/use-online-count';
import { RoomHeader } from '~/features/rooms/RoomHeader';
import { useRooms } from '~/features/rooms/use-rooms';
import { SearchPanel } from '~/features/search/SearchPanel';
import { sentenceFor, waitUntil } from '~/protocol/problem';
import type { Account, Message, Room } from '~/protocol/types';
import { Button, IconButton } from '~/ui/Button';
import { EmptyState, ErrorNotice, Waiting } from '~/ui/Notice';
import { SidePanel, useRoomy } from '~/ui/SidePanel';
import { BellIcon, MenuIcon, PeopleIcon, SearchIcon } from '~/ui/icons';
import { shownRoomName } from '~/ui/room-name';
import { useShortCuts } from '~/ui/short-cuts';
import { useAccount } from './MembersOnly';
import { NoSuchRoom } from './NoSuchRoom';
import { PeoplePanel } from './PeoplePanel';
import { parseRoomId } from './room-id';
import { useShell } from './shell';

/** One open room, if it is one of ours. */
export function RoomPage() {
  const me = useAccount();
  const roomId = parseRoomId(useParams().roomId);
  const { data: rooms, error, isFetching, refetch } = useRooms();
  const room = rooms?.find((known) => known.id === roomId);
  if (room !== undefined) return <OpenRoom room={room} me={me} />;
  if (isFetching || (rooms === undefined && error === null)) return <Waiting label="Opening the room…" />;
  if (rooms !== undefined) return <NoSuchRoom roomId={roomId} meId={me.id} />;
  return (
    <EmptyState title="The room could not be opened.">
      <ErrorNotice until={waitUntil(error)}>{error && sentenceFor(error)}</ErrorNotice>
      <Button look="quiet" onClick={() => void refetch()}>
        Try again
      </Button>
    </EmptyState>
  );
}

type Panel = 'people' | 'search' | null;

type Props = { readonly room: Room; readonly me: Account };

/** Its header, the conversation, and beside it who is there or what was found. */
function OpenRoom({ room, me }: Props) {
  const navigate = useNavigate();
  const isRoomy = useRoomy();
  const [panel, setPanel] = usePanel(isRoomy);
  const [isNotifying, setIsNotifying] = useState(false);
  const { data: rooms } = useRooms();
  const online = useOnlineCount(room.id);
  const toggle = (wanted: Panel) => setPanel(panel === wanted ? null : wanted);
  const jump = (message: Message) => {
    // A drawer would hide what was looked for.
    if (!isRoomy) setPanel(null);
    void navigate(`/rooms/${message.room_id}?at=${message.id}`);
  };
  return (
    <>
      <section aria-label={shownRoomName(room.name)} className="flex min-w-0 flex-1 flex-col">
        <RoomHeader
          room={room}
          isCreator={room.created_by === me.id}
          onLeft={() => void navigate('/rooms')}
          start={<RoomsButton />}
          more={[{ label: 'Notifications', icon: <BellIcon />, onChoose: () => setIsNotifying(true) }]}
        >
          <IconButton label="Search messages" aria-expanded={panel === 'search'} onClick={() => toggle('search')}>
            <SearchIcon />
          </IconButton>
          <IconButton label={`Who is here: ${online} online`} aria-expanded={panel === 'people'} className="w-auto! gap-1.5 px-2.5 font-semibold" onClick={() => toggle('people')}>
            <PeopleIcon />
            <span className="text-sm tabular-nums">{online}</span>
          </IconButton>
        </RoomHeader>
        <Conversation key={room.id} room={room} me={me} />
      </section>
      {panel === 'people' && <PeoplePanel room={room} me={me} onClose={() => setPanel(null)} />}
      {panel === 'search' && (
        <SidePanel title="Search" onClose={() => setPanel(null)}>
          <SearchPanel
            roomId={room.id}
            nameOf={(id) => rooms?.find((known) => known.id === id)?.name ?? null}
            onClose={() => setPanel(null)}
            onJump={jump}
          />
        </SidePanel>
      )}
      {isNotifying && <RoomNotifyDialog room={room} meId={me.id} onClose={() => setIsNotifying(false)} />}
    </>
  );
}

/** Which panel is open: where there is room for one, who is here, until somebody closes it. A search is above that for a while. */
function usePanel(isRoomy: boolean): readonly [Panel, (panel: Panel) => void] {
  const [isSearching, setIsSearching] = useState(false);
  const [showsPeople, setShowsPeople] = useState<boolean | undefined>(undefined);
  const people = (showsPeople ?? isRoomy) ? 'people' : null;
  const panel = isSearching ? 'search' : people;
  const setPanel = useCallback(
    (next: Panel) => {
      setIsSearching(next === 'search');
      // Closing the search shows what was there before it.
      if (next === 'people' || (next === null && !isSearching)) setShowsPeople(next === 'people');
      // A drawer that another one covers is closed for good.
      if (next === 'search' && !isRoomy) setShowsPeople(undefined);
    },
    [isRoomy, isSearching],
  );
  const shortCuts = useMemo(() => [{ key: '/', onPress: () => setPanel('search') }], [setPanel]);
  useShortCuts(shortCuts);
  return [panel, setPanel];
}

/** The way to the other rooms, where they are not in sight. */
function RoomsButton() {
  const { openRooms, unreadElsewhere } = useShell();
  return (
    <span className="relative md:hidden">
      <IconButton label={unreadElsewhere > 0 ? `Rooms, ${unreadElsewhere} unread` : 'Rooms'} onClick={openRooms}>
        <MenuIcon />
      </IconButton>
      {unreadElsewhere > 0 && <span aria-hidden="true" className="pointer-events-none absolute end-1.5 top-1.5 size-2.5 rounded-full bg-accent" />}
    </span>
  );
}
