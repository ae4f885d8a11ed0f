import type { Hydrant } from '../../api/messages.ts';
import { DateTime, DayText } from '../../ui/date-time.tsx';

/** Why a hydrant is out of service, since when and until when; and the danger of a shared sprinkler supply. */
export function OutOfService({ hydrant }: { hydrant: Hydrant }) {
  const { status, statusReason, statusSince, expectedReturnOn, sharesSprinklerSupply } = hydrant;
  return (
    <>
      {status === 'outOfService' && (
        <p className="hydrant-alert">
          <b>Out of service{statusReason ? `: ${statusReason}` : ''}.</b>{' '}
          {statusSince && (
            <>
              Since <DateTime at={statusSince} />.{' '}
            </>
          )}
          {expectedReturnOn && (
            <>
              Expected back <DayText on={expectedReturnOn} />.
            </>
          )}
        </p>
      )}
      {sharesSprinklerSupply && (
        <p className="hydrant-alert">
          <b>Shares the sprinkler supply.</b> Pumping from this hydrant can starve the sprinklers.
        </p>
      )}
    </>
  );
}
