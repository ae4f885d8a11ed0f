import './home.css';
import { Text } from '@mantine/core';
import { Navigate } from '@tanstack/react-router';
import { AgencyInitials } from '../../ui/agency-mark.tsx';
import { countyText } from '../../ui/counties.ts';
import { useMe } from '../../ui/me.tsx';
import { PageHeading } from '../../ui/page-heading.tsx';
import { plainText } from '../../ui/words.ts';
import { Notices } from '../notices/notices.tsx';
import { DueInspections } from './due-inspections.tsx';
import { Features } from './features.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Permissions } from './permissions.tsx';
import { WorkList } from './work-list.tsx';

/** Where the day begins: what waits, what changed, which sharing is on, and what one may do. */
export function HomeScreen() {
  const me = useMe();
  const { agency, operator } = me;
  if (!agency) return <Navigate to={operator ? '/operator/agencies' : '/account'} replace />;
  return (
    <>
      <div className="home-head">
        <AgencyInitials name={agency.name} color={agency.color} />
        <div>
          <PageHeading tab={agency.name}>{agency.name}</PageHeading>
          <Text c="dimmed">
            {plainText(agency.kind)} · {countyText(agency.countyFips)}, {agency.state}
          </Text>
        </div>
      </div>
      <WorkList me={me} />
      <FirstSteps me={me} />
      <div className="home-grid">
        <div className="home-side">
          {me.permissions.includes('Fire Inspections - Read') && <DueInspections />}
          <Notices me={me} timeZone={agency.timeZone} />
        </div>
        <div className="home-side">
          <Features features={me.features} agency={agency.name} />
          <Permissions granted={me.permissions} />
          <section className="card" aria-labelledby="who">
            <h2 id="who">You</h2>
            <p className="person-name">{me.user.name}</p>
            <Text size="sm" c="dimmed" className="breaks">
              {me.user.email}
            </Text>
          </section>
        </div>
      </div>
    </>
  );
}
