import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Place } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { useMe } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { RecordState } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { OpenReports } from '../notes/open-reports.tsx';
import { PrePlanAtPlace } from '../pre-plans/at-place.tsx';
import { InspectionsAtPlace, PermitsAtPlace } from './at-place.tsx';
import { PlaceActions } from './place-actions.tsx';
import { PlaceHistory } from './place-history.tsx';
import { PlaceOverview } from './place-overview.tsx';
import { PlaceTransferState } from './place-transfer.tsx';
import './places.css';

/** One place: what it is, whose, and what stands at it. */
export function PlaceScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<Place>('places', id));
  return (
    <RecordState query={query} what="place" back={{ label: 'All places', to: '/places' }}>
      {(place) => <PlacePage place={place} />}
    </RecordState>
  );
}

function PlacePage({ place }: { place: Place }) {
  const { permissions } = useMe();
  const { tab = 'overview' } = useSearch({ strict: false }) as { tab?: string };
  const navigate = useNavigate();
  const own = place.access.relation === 'own';
  const tabs = [
    { value: 'overview', label: 'Overview', content: <PlaceOverview place={place} /> },
    permissions.includes('Fire Inspections - Read') && {
      value: 'inspections',
      label: 'Inspections',
      content: <InspectionsAtPlace place={place} />,
    },
    permissions.includes('FD Permits - Read') && {
      value: 'permits',
      label: 'Permits',
      content: <PermitsAtPlace place={place} />,
    },
    permissions.includes('Pre-Plans - Read') && {
      value: 'pre-plan',
      label: 'Pre-plan',
      content: <PrePlanAtPlace place={place} />,
    },
    own && { value: 'history', label: 'History', content: <PlaceHistory place={place} /> },
  ].filter((each) => each !== false);
  const shown = tabs.some(({ value }) => value === tab) ? tab : 'overview';
  return (
    <Page
      title={[place.addressLine, place.unit].filter(Boolean).join(', ')}
      crumbs={[{ label: 'Places', to: '/places' }]}
      lead={
        <span className="record-lead">
          {place.name && <span>{place.name}</span>}
          <Provenance record={place} long />
          {place.withheld && <WithheldMark />}
        </span>
      }
      actions={<PlaceActions place={place} />}
    >
      {own && <PlaceTransferState place={place} />}
      <OpenReports id={place.id} />
      <Tabs
        label="About this place"
        value={shown}
        tabs={tabs}
        onChange={(next) =>
          void navigate({
            to: '.',
            search: (next === 'overview' ? {} : { tab: next }) as never,
            replace: true,
            resetScroll: false,
          })
        }
      />
    </Page>
  );
}
