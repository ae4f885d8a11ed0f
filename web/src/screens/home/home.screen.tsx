import { Text } from '@mantine/core';
import type { Me } from '../../api/messages.ts';
import { AgencyInitials } from '../../ui/agency-mark.tsx';
import { countyText } from '../../ui/counties.ts';
import { PageHeading } from '../../ui/page-heading.tsx';
import { Features } from './features.tsx';
import { Notices } from './notices.tsx';
import { Permissions } from './permissions.tsx';

/** "fireDepartment" as people write it: "Fire department". */
const kindText = (kind: string) => {
  const words = kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** One's agency: what changed, which sharing is on, and what one may do. */
export function HomeScreen({ me, agency }: { me: Me; agency: NonNullable<Me['agency']> }) {
  return (
    <>
      <div className="home-head">
        <AgencyInitials name={agency.name} color={agency.color} />
        <div>
          <PageHeading tab={agency.name}>{agency.name}</PageHeading>
          <Text c="dimmed">
            {kindText(agency.kind)} · {countyText(agency.countyFips)}, {agency.state}
          </Text>
        </div>
      </div>
      <div className="home-grid">
        <Notices me={me} timeZone={agency.timeZone} />
        <div className="home-side">
          <section className="card" aria-labelledby="who">
            <h2 id="who">You</h2>
            <p className="person-name">{me.user.name}</p>
            <Text size="sm" c="dimmed" className="breaks">
              {me.user.email}
            </Text>
          </section>
          <Features features={me.features} agency={agency.name} />
          <Permissions held={me.permissions} />
        </div>
      </div>
    </>
  );
}
