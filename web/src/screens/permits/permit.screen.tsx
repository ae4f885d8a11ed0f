import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { Permit } from '../../api/messages.ts';
import { recordQuery } from '../../api/queries.ts';
import { History } from '../../ui/history.tsx';
import { Page } from '../../ui/page.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { RecordState } from '../../ui/states.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { permitClasses, statusWord } from '../../ui/words.ts';
import { PermitActions } from './permit-actions.tsx';
import { PermitOverview } from './permit-overview.tsx';
import { permitLabels } from './permit-words.ts';
import './permits.css';

/** One permit: what it allows, where, whose, and what may be done with it. */
export function PermitScreen() {
  const { id = '' } = useParams({ strict: false });
  const query = useQuery(recordQuery<Permit>('permits', id));
  return (
    <RecordState query={query} what="permit" back={{ label: 'All permits', to: '/permits' }}>
      {(permit) => <PermitPage permit={permit} />}
    </RecordState>
  );
}

function PermitPage({ permit }: { permit: Permit }) {
  const navigate = useNavigate();
  const { tab = 'overview' } = useSearch({ strict: false }) as { tab?: string };
  const own = permit.access.relation === 'own';
  const overview = <PermitOverview permit={permit} />;
  return (
    <Page
      title={permit.number}
      crumbs={[{ label: 'Permits', to: '/permits' }]}
      lead={
        <span className="record-lead">
          <StatusBadge kind="permit" status={permit.status} />
          <span>
            {permit.type} at <PlaceLink permit={permit} />
          </span>
          <Provenance record={permit} long />
          {permit.withheld && <WithheldMark />}
        </span>
      }
      actions={<PermitActions permit={permit} />}
    >
      {own ? (
        <Tabs
          label="About this permit"
          value={tab === 'history' ? tab : 'overview'}
          tabs={[
            { value: 'overview', label: 'Overview', content: overview },
            {
              value: 'history',
              label: 'History',
              content: <History noun="permits" id={permit.id} labels={historyLabels} show={show} />,
            },
          ]}
          onChange={(next) =>
            void navigate({
              to: '.',
              search: (next === 'overview' ? {} : { tab: next }) as never,
              replace: true,
              resetScroll: false,
            })
          }
        />
      ) : (
        overview
      )}
    </Page>
  );
}

/** The permit's address; leads to the place where one may open it. */
export const PlaceLink = ({ permit: { place } }: { permit: Permit }) =>
  place.id ? (
    <Link to="/places/$id" params={{ id: place.id }} className="text-link">
      {place.addressLine}
    </Link>
  ) : (
    place.addressLine
  );

const historyLabels = { ...permitLabels, status: 'Status', withheld: 'Withheld' };

const show = (field: string, value: unknown): string => {
  if (field === 'status') return statusWord('permit', String(value));
  if (field === 'fee') return `$${Number(value).toFixed(2)}`;
  if (field === 'class') return permitClasses[String(value)] ?? String(value);
  if (field === 'withheld') return value ? 'Yes' : 'No';
  return String(value);
};
