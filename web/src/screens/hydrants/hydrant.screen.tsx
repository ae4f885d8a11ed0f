import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Hydrant } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { Page } from '../../ui/page.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { RecordState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Versions } from '../../ui/versions.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { OpenReports } from '../notes/open-reports.tsx';
import { FlowTests } from './flow-tests.tsx';
import { HydrantActions } from './hydrant-actions.tsx';
import { HydrantOverview } from './hydrant-overview.tsx';
import { fieldText } from './hydrant-values.ts';
import { versionLabels } from './hydrant-words.ts';
import { OutOfService } from './out-of-service.tsx';
import './hydrants.css';

/** One hydrant: its state, its tests, and for its own agency its versions. */
export function HydrantScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<Hydrant>('hydrants', id));
  return (
    <RecordState query={query} what="hydrant" back={{ label: 'All hydrants', to: '/hydrants' }}>
      {(hydrant) => <HydrantPage hydrant={hydrant} />}
    </RecordState>
  );
}

function HydrantPage({ hydrant }: { hydrant: Hydrant }) {
  const { tab = 'overview' } = useSearch({ strict: false }) as { tab?: string };
  const navigate = useNavigate();
  const own = hydrant.access.relation === 'own';
  const tabs = [
    { value: 'overview', label: 'Overview', content: <HydrantOverview hydrant={hydrant} /> },
    { value: 'tests', label: 'Flow tests', content: <FlowTests hydrant={hydrant} /> },
    own && {
      value: 'versions',
      label: 'Versions',
      content: (
        <Versions
          noun="hydrants"
          record={hydrant}
          labels={versionLabels}
          show={fieldText}
          unrestored={hydrant.ratedOn ? ['ratedFlowGpm', 'ratedOn'] : []}
        />
      ),
    },
  ].filter((each) => each !== false);
  const shown = tabs.some(({ value }) => value === tab) ? tab : 'overview';
  return (
    <Page
      title={`Hydrant ${hydrant.number}`}
      crumbs={[{ label: 'Hydrants', to: '/hydrants' }]}
      lead={
        <span className="record-lead">
          <StatusBadge kind="hydrant" status={hydrant.status} />
          {hydrant.addressLine && <span>{hydrant.addressLine}</span>}
          <Provenance record={hydrant} long />
          {hydrant.withheld && <WithheldMark />}
        </span>
      }
      actions={<HydrantActions hydrant={hydrant} />}
    >
      <OutOfService hydrant={hydrant} />
      <OpenReports id={hydrant.id} />
      <Tabs
        label="About this hydrant"
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
