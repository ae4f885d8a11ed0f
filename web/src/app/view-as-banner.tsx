import { Button } from '@mantine/core';
import { stopViewAs, useViewAs } from '../api/view-as.ts';
import { AgencyMark } from '../ui/agency-mark.tsx';

/** Says on top of everything that one reads with a partner's eyes, and ends it. */
export function ViewAsBanner() {
  const partner = useViewAs();
  return (
    <div role="status">
      {partner && (
        <div className="view-as">
          <AgencyMark color={partner.color} />
          <p>
            You are viewing our records as a user of <b>{partner.name}</b> with every permission. Read-only.
          </p>
          <Button size="compact-sm" variant="default" onClick={stopViewAs}>
            Stop
          </Button>
        </div>
      )}
    </div>
  );
}
