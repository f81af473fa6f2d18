import { useState } from 'react';
import { ErrorNotice } from '~/ui/Notice';
import { Switch } from '~/ui/Switch';
import { mayTell } from './tell';
import { changeWishes, useWishes } from './use-wishes';

type Props = { readonly meId: number };

const REFUSED = 'Your browser does not let this page show notifications. Allow it in the settings of the browser, then try again.';
const UNABLE = 'This browser shows notifications only of pages that come over HTTPS.';

/** Turns notifications on; only that asks the browser for leave. */
export function NotifySwitch({ meId }: Props) {
  const { isOn } = useWishes(meId);
  const [problem, setProblem] = useState<string | null>(null);
  const turn = async (wanted: boolean) => {
    setProblem(null);
    if (wanted && !('Notification' in window)) return setProblem(UNABLE);
    if (wanted && (await Notification.requestPermission()) !== 'granted') return setProblem(REFUSED);
    return changeWishes(meId, (wishes) => ({ ...wishes, isOn: wanted }));
  };
  return (
    <div className="flex flex-col gap-2">
      <Switch
        label="Notifications on this device"
        hint="Told by your system while you look elsewhere."
        isOn={isOn && mayTell()}
        onSwitch={(wanted) => void turn(wanted)}
      />
      <ErrorNotice>{problem}</ErrorNotice>
    </div>
  );
}
