import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { Unit } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { AudienceChange } from '../../exposure/audience-change.tsx';
import { Coordinates } from '../../ui/coordinates.tsx';
import { DateTime } from '../../ui/date-time.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Locator } from '../../ui/locator.tsx';
import { useCan } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { RecordState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { WithholdSwitch } from '../../ui/withhold.tsx';
import { SeenByLine } from './seen-by.tsx';
import { UnitActions } from './unit-actions.tsx';
import { motionText, unitTypeWords } from './unit-words.ts';
import { useDevices } from './use-devices.ts';

/** One unit: where it is, who sees it, and signing it in and out. */
export function UnitScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<Unit>('units', id));
  useDevices();
  return (
    <RecordState query={query} what="unit" back={{ label: 'All units', to: '/units' }}>
      {(unit) => <UnitPage unit={unit} />}
    </RecordState>
  );
}

function UnitPage({ unit }: { unit: Unit }) {
  const can = useCan(unit);
  const own = unit.access.relation === 'own';
  return (
    <Page
      title={unit.callSign}
      crumbs={[{ label: 'Units', to: '/units' }]}
      lead={
        <span className="record-lead">
          <StatusBadge kind="device" status={unit.status ?? 'signedIn'} />
          <span>{unitTypeWords[unit.type]}</span>
          <Provenance record={unit} long />
          {unit.withheld && <WithheldMark />}
        </span>
      }
      actions={<UnitActions unit={unit} />}
    >
      {own && <SeenByLine unit={unit} />}
      <div className="record-columns">
        <div className="record-main">
          <Facts
            items={[
              ['Last position', <DateTime key="at" at={unit.at} ago />],
              own ? ['Last heard from', <DateTime key="heard" at={unit.heardAt} ago />] : null,
              ['Speed and course', motionText(unit)],
              ['Accuracy', unit.accuracy === null ? null : `${Math.round(unit.accuracy)} m`],
              own ? ['Signed in', <DateTime key="in" at={unit.signedInAt} />] : null,
            ]}
          />
          {own && (
            <section aria-labelledby="withholding" className="record-part">
              <h2 id="withholding">Partners</h2>
              <WithholdSwitch
                noun="units"
                record={unit}
                editable={can('edit')}
                explanation="Partners do not see this unit, even while it is signed in."
                consequence={(change) => (
                  <AudienceChange record={{ kind: 'device', id: unit.id }} change={change} />
                )}
              />
            </section>
          )}
        </div>
        {unit.location && (
          <aside className="record-side" aria-label="Position">
            <Locator point={unit.location} />
            <Facts items={[['Coordinates', <Coordinates key="point" point={unit.location} />]]} />
          </aside>
        )}
      </div>
    </Page>
  );
}
