import { sentenceFor, waitUntil } from '~/protocol/problem';
import type { Device } from '~/protocol/types';
import { Button } from '~/ui/Button';
import { ErrorNotice, Waiting } from '~/ui/Notice';
import { deviceName } from './device-name';
import { useDevices, useEndDevices } from './use-devices';

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

/** Where one is signed in, and the way to end that. */
export function DeviceList() {
  const { data, error, isPending, refetch } = useDevices();
  const ending = useEndDevices();
  if (isPending) return <Waiting label="Reading where you are signed in…" />;
  const devices = data?.sessions ?? [];
  const others = devices.filter(({ current }) => !current);
  const problem = error ?? ending.error;
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label="Devices" className="flex flex-col divide-y divide-line">
        {devices.map((device) => (
          <DeviceLine key={device.id} device={device} isBusy={ending.isPending} onEnd={() => ending.mutate([device])} />
        ))}
      </ul>
      <ErrorNotice until={waitUntil(problem)}>{problem && sentenceFor(problem)}</ErrorNotice>
      {error !== null && (
        <Button look="quiet" className="self-start" onClick={() => void refetch()}>
          Try again
        </Button>
      )}
      {others.length > 1 && (
        <Button look="quiet" className="self-start" disabled={ending.isPending} onClick={() => ending.mutate(others)}>
          Sign out all others
        </Button>
      )}
    </div>
  );
}

type LineProps = { readonly device: Device; readonly isBusy: boolean; readonly onEnd: () => void };

function DeviceLine({ device, isBusy, onEnd }: LineProps) {
  const name = deviceName(device.user_agent);
  return (
    <li className="flex items-center gap-3 py-3">
      <div className="min-w-0 flex-1">
        <p title={device.user_agent} className="truncate font-semibold">
          {name}
          {device.current && <span className="ms-2 rounded-full bg-accent-soft px-2 py-0.5 text-xs font-semibold text-ink">this device</span>}
        </p>
        <p className="text-sm text-muted">
          Signed in {TIME.format(new Date(device.created_at))}, last used {TIME.format(new Date(device.last_used_at))}
        </p>
      </div>
      {!device.current && (
        <Button look="quiet" aria-label={`Sign out ${name}`} disabled={isBusy} onClick={onEnd}>
          Sign out
        </Button>
      )}
    </li>
  );
}
