import type { RoomKind } from '~/protocol/types';
import { HashIcon, LockIcon } from '~/ui/icons';

export function RoomIcon({ kind }: { readonly kind: RoomKind }) {
  return kind === 'private' ? <LockIcon /> : <HashIcon />;
}
