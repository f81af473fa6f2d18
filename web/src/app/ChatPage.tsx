import { useCallback, useMemo, useState } from 'react';
import { Outlet, useLocation, useNavigate, useParams } from 'react-router';
import { useNotifier } from '~/features/notifications/use-notifier';
import { useWishes } from '~/features/notifications/use-wishes';
import { ConnectionLine } from '~/features/presence/ConnectionLine';
import { unreadInAll } from '~/features/rooms/unread';
import { useRooms } from '~/features/rooms/use-rooms';
import { ShortCutSheet } from '~/features/settings/ShortCutSheet';
import { usePageVisible } from '~/realtime/use-page-visible';
import { Dialog } from '~/ui/Dialog';
import { shownRoomName } from '~/ui/room-name';
import { useShortCuts } from '~/ui/short-cuts';
import { useFavicon } from '~/ui/use-favicon';
import { useTitle } from '~/ui/use-title';
import { useAccount } from './MembersOnly';
import { NewerPageLine } from './NewerPageLine';
import { parseRoomId } from './room-id';
import { ShellContext } from './shell';
import { Sidebar } from './Sidebar';
import { Switcher } from './Switcher';

type Open = 'rooms' | 'switcher' | 'keys' | null;

/** The shell of the chat: rooms on the left, the open one on the right. A phone shows one of the two. */
export function ChatPage() {
  const me = useAccount();
  const roomId = parseRoomId(useParams().roomId);
  const lookedAt = usePageVisible() ? roomId : null;
  const { muted } = useAttention(lookedAt, roomId);
  const { open, setOpen } = useOverlays();
  const rooms = useRooms().data ?? [];
  const unreadElsewhere = unreadInAll(rooms.filter(({ id }) => !muted.has(id)), roomId);
  const shell = useMemo(() => ({ openRooms: () => setOpen('rooms'), unreadElsewhere }), [setOpen, unreadElsewhere]);
  const sidebar = <Sidebar me={me} lookedAt={lookedAt} muted={muted} onSwitch={() => setOpen('switcher')} />;
  return (
    <ShellContext value={shell}>
      <div className="flex h-dvh flex-col overflow-hidden">
        <a href="#conversation" className="sr-only z-10 rounded-lg bg-raised p-2 focus:not-sr-only focus:absolute focus:start-2 focus:top-2">
          Skip to the conversation
        </a>
        <NewerPageLine />
        <ConnectionLine />
        <div className="flex min-h-0 flex-1 peer-data-told:[--taken-above:6rem]">
          <aside aria-label="Rooms and account" className={`w-full flex-col border-e border-line bg-canvas md:flex md:w-72 lg:w-76 ${roomId === null ? 'flex' : 'hidden'}`}>
            {sidebar}
          </aside>
          <main id="conversation" tabIndex={-1} className={`min-w-0 flex-1 bg-surface outline-none md:flex ${roomId === null ? 'hidden' : 'flex'}`}>
            <Outlet context={me} />
          </main>
        </div>
        {open === 'rooms' && (
          <Dialog title="Rooms" place="start" isBare onClose={() => setOpen(null)}>
            {sidebar}
          </Dialog>
        )}
        {open === 'switcher' && <Switcher onClose={() => setOpen(null)} />}
        {open === 'keys' && <ShortCutSheet onClose={() => setOpen(null)} />}
      </div>
    </ShellContext>
  );
}

/** One thing at a time above the page; going elsewhere closes it. */
function useOverlays() {
  const { pathname } = useLocation();
  const [{ open, at }, setState] = useState<{ open: Open; at: string }>({ open: null, at: pathname });
  const setOpen = useCallback((next: Open) => setState({ open: next, at: pathname }), [pathname]);
  const shortCuts = useMemo(
    () => [
      { key: 'k', mod: true, onPress: () => setOpen('switcher') },
      { key: '/', mod: true, onPress: () => setOpen('keys') },
      { key: '?', onPress: () => setOpen('keys') },
    ],
    [setOpen],
  );
  useShortCuts(shortCuts);
  return { open: at === pathname ? open : null, setOpen };
}

/** Draws attention to what is unread: in the title, in the tab's icon, through the system. */
function useAttention(lookedAt: number | null, roomId: number | null) {
  const me = useAccount();
  const navigate = useNavigate();
  const { data: rooms } = useRooms();
  const wishes = useWishes(me.id);
  const muted = useMemo(() => new Set(wishes.muted), [wishes.muted]);
  const nameOf = useCallback(
    (id: number) => shownRoomName(rooms?.find((room) => room.id === id)?.name ?? 'a room'),
    [rooms],
  );
  const onOpen = useCallback((id: number, messageId: number) => void navigate(`/rooms/${id}?at=${messageId}`), [navigate]);
  useNotifier({ me, lookedAt, nameOf, onOpen });
  const unread = unreadInAll(rooms?.filter(({ id }) => !muted.has(id)) ?? [], lookedAt);
  useFavicon(unread);
  const name = rooms?.some(({ id }) => id === roomId) && roomId !== null ? `${nameOf(roomId)} – ` : '';
  useTitle(`${unread > 0 ? `(${unread}) ` : ''}${name}Rostra`);
  return { muted };
}
