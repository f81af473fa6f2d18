import { Dialog } from '~/ui/Dialog';
import { Question } from './Question';

type Props = { readonly name: string; readonly onClose: () => void; readonly onDisable: () => void };

/** Asks before somebody is shut out. */
export function DisableDialog({ name, onClose, onDisable }: Props) {
  return (
    <Dialog title={`Disable ${name}?`} onClose={onClose}>
      <Question go="Disable" error={null} isPending={false} onClose={onClose} onGo={onDisable}>
        They are signed out on all devices at once, and can't sign in until they are enabled again. What they wrote stays.
      </Question>
    </Dialog>
  );
}
