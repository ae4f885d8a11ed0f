import './agencies.css';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { Agency } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { AgencyMark } from '../../ui/agency-mark.tsx';
import { countyText } from '../../ui/counties.ts';
import { DateTime } from '../../ui/date-time.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Icon } from '../../ui/icon.tsx';
import { OnOff } from '../../ui/on-off.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordState } from '../../ui/states.tsx';
import { zoneText } from '../../ui/time-zone-field.tsx';
import { stateName } from '../../ui/us-states.ts';
import { AccountState } from './account-state.tsx';
import { Administrators } from './administrators.tsx';
import { kindText } from './agency-form.ts';
import { FeatureSwitches } from './feature-switches.tsx';
import { FirstAdministrators } from './first-administrators.tsx';

/** One agency's account: what it says of itself, its features, its first administrators. Nothing of its records. */
export function AgencyScreen() {
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const query = useQuery(recordQuery<Agency>('operator/agencies', id));
  return (
    <RecordState query={query} what="agency" back={{ label: 'All agencies', to: '/operator/agencies' }}>
      {(agency) => <AgencyAccount agency={agency} />}
    </RecordState>
  );
}

const AgencyAccount = ({ agency }: { agency: Agency }) => {
  const further = agency.countyFipsList.filter((fips) => fips !== agency.countyFips);
  return (
    <Page
      title={agency.name}
      crumbs={[{ label: 'Agencies', to: '/operator/agencies' }]}
      lead={
        <span className="record-lead">
          <span className="agency-name">
            <AgencyMark color={agency.color} />
            {kindText(agency.kind)}
          </span>
          <OnOff on={agency.active} words={['Active', 'Deactivated']} />
        </span>
      }
      actions={
        <Button
          size="sm"
          variant="default"
          leftSection={<Icon name="edit" size={16} />}
          renderRoot={(props) => <Link to={`/operator/agencies/${agency.id}/edit` as string} {...props} />}
        >
          Edit
        </Button>
      }
    >
      <div className="record-columns">
        <div className="record-main">
          <Facts
            items={[
              ['County', `${countyText(agency.countyFips)}, ${stateName(agency.state)}`],
              further.length > 0 ? ['Further counties', further.map(countyText).join(', ')] : null,
              ['Time zone', zoneText(agency.timeZone)],
              ['NERIS id', agency.nerisId],
              ['FDID', agency.fdid],
            ]}
          />
          <section className="record-part" aria-labelledby="features">
            <h2 id="features">Features</h2>
            <FeatureSwitches agency={agency} />
          </section>
          <section className="record-part" aria-labelledby="administrators">
            <h2 id="administrators">Administrators</h2>
            <Administrators agency={agency} />
            <FirstAdministrators agency={agency} />
          </section>
        </div>
        <aside className="record-side" aria-label="Account">
          <Facts
            items={[
              ['Account', agency.active ? 'Active' : 'Deactivated'],
              ['Added', <DateTime key="added" at={agency.createdAt} />],
              ['Last changed', <DateTime key="changed" at={agency.updatedAt} />],
            ]}
          />
          <AccountState agency={agency} />
        </aside>
      </div>
    </Page>
  );
};
