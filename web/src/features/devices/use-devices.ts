import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { changePassword, endDevice, fetchDevices } from '~/protocol/api';
import type { Device } from '~/protocol/types';

const devicesKey = ['devices'] as const;

/** Where one is signed in, last used first. */
export function useDevices() {
  return useQuery({ queryKey: devicesKey, queryFn: ({ signal }) => fetchDevices({ signal }), staleTime: 0 });
}

/** Signs devices out, one after the other. */
export function useEndDevices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (devices: readonly Device[]) => {
      // oxlint-disable-next-line no-await-in-loop -- many at once might be more than the server takes
      for (const { id } of devices) await endDevice(id);
    },
    onSettled: () => client.invalidateQueries({ queryKey: devicesKey }),
  });
}

/** Changes the password, which signs all other devices out. */
export function useChangePassword(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: changePassword,
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: devicesKey });
      onDone();
    },
  });
}
