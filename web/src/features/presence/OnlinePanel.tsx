import { OnlineList } from './OnlineList';
import { useOnlineCount } from './use-online-count';

type Props = { readonly roomId: number; readonly meId: number };

/** The list beside the conversation, where there is room for it. */
export function OnlinePanel({ roomId, meId }: Props) {
  return (
    <aside aria-label="Who is here" className="hidden w-60 shrink-0 flex-col overflow-y-auto border-s border-line bg-surface p-3 xl:flex">
      <h2 className="px-2 pt-1 pb-3 text-sm font-semibold text-muted">Online – {useOnlineCount(roomId)}</h2>
      <OnlineList roomId={roomId} meId={meId} />
    </aside>
  );
}
