import { useState } from 'react';
import { MemberList } from '~/features/members/MemberList';
import { OnlineList } from '~/features/presence/OnlineList';
import { useOnlineCount } from '~/features/presence/use-online-count';
import type { Account, Room } from '~/protocol/types';
import { SidePanel } from '~/ui/SidePanel';
import { Tabs } from '~/ui/Tabs';

type Props = { readonly room: Room; readonly me: Account; readonly onClose: () => void };

/** Who is in the room now, and who is a member of it. */
export function PeoplePanel({ room, me, onClose }: Props) {
  const [tab, setTab] = useState<'online' | 'members'>('online');
  const online = useOnlineCount(room.id);
  return (
    <SidePanel title="Who is here" onClose={onClose}>
      <Tabs
        label="People"
        selected={tab}
        onSelect={setTab}
        tabs={[
          { id: 'online', label: `Online – ${online}` },
          { id: 'members', label: 'Members' },
        ]}
      >
        {tab === 'online' ? <OnlineList roomId={room.id} meId={me.id} /> : <MemberList room={room} meId={me.id} />}
      </Tabs>
    </SidePanel>
  );
}
