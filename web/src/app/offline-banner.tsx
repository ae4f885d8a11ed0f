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
          You are offline. What you see may have changed since; what you type stays here.
        </p>
      )}
    </div>
  );
}
