import { Icon } from '../ui/icon.tsx';
import { useOnline } from '../ui/online.ts';

/** Says while the device has no network that what stands below may have changed since. */
export function OfflineBanner() {
  const online = useOnline();
  return (
    <div role="status">
      {!online && (
        <p className="offline">
          <Icon name="offline" />
          You are offline. Records may have changed since they were loaded. What you type stays on this
          device.
        </p>
      )}
    </div>
  );
}
