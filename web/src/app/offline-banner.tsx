import { useSyncExternalStore } from 'react';
import { Icon } from '../ui/icon.tsx';

const watch = (changed: () => void) => {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
};

/** Says while the device has no network that what stands below may have changed since. */
export function OfflineBanner() {
  const online = useSyncExternalStore(watch, () => navigator.onLine);
  return (
    <div role="status">
      {!online && (
        <p className="offline">
          <Icon name="offline" />
          You are offline. What you see may have changed since; what you type stays here.
        </p>
      )}
    </div>
  );
}
