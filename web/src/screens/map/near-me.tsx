import { Button } from '@mantine/core';
import { useState } from 'react';
import type { LngLat } from '../../map/geometry.ts';
import { Icon } from '../../ui/icon.tsx';
import { toastProblem } from '../../ui/toast.tsx';

const words: Readonly<Record<number, string>> = {
  1: 'This browser may not tell where you are. Allow it for this site in the browser’s settings.',
  2: 'Your position cannot be found here.',
  3: 'Your position took too long to find. Try again under open sky.',
};

/** Takes the map to where the device is. */
export function NearMe({ onFound }: { onFound: (at: LngLat) => void }) {
  const [busy, setBusy] = useState(false);
  const find = () => {
    setBusy(true);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setBusy(false);
        onFound([coords.longitude, coords.latitude]);
      },
      ({ code }) => {
        setBusy(false);
        toastProblem(new Error(words[code] ?? words[2]));
      },
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 10_000 },
    );
  };
  return (
    <Button variant="default" leftSection={<Icon name="crosshair" />} loading={busy} onClick={find}>
      Near me
    </Button>
  );
}
