import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { CommunityProfile } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import { accessFilter, agencyFilter } from '../../ui/agency-filter.ts';
import type { Column } from '../../ui/columns.ts';
import { DayText } from '../../ui/date-time.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import type { Filter } from '../../ui/filter-chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMay } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { Provenance } from '../../ui/provenance.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { WithheldMark } from '../../ui/withheld-mark.tsx';
import { titleOf, typeChoices, typeWords } from './profile-words.ts';

const nothing = <span className="nothing">—</span>;

const columns: readonly Column<CommunityProfile>[] = [
  {
    id: 'name',
    header: 'Name',
    fixed: true,
    cell: (profile) => (
      <span className="with-mark">
        {titleOf(profile)}
        {profile.withheld && <WithheldMark />}
      </span>
    ),
  },
  { id: 'type', header: 'Type', phone: 'word', cell: ({ type }) => typeWords[type] },
  {
    id: 'address',
    header: 'Address',
    sort: 'addressLine',
    phone: 'line',
    whole: true,
    cell: ({ place }) => place.addressLine,
  },
  {
    id: 'confirmedOn',
    header: 'Last confirmed',
    sort: 'confirmedOn',
    cell: ({ confirmedOn }) => (confirmedOn ? <DayText on={confirmedOn} /> : nothing),
  },
  { id: 'agency', header: 'Agency', phone: 'line', cell: (profile) => <Provenance record={profile} /> },
];

const filters: readonly Filter[] = [
  { name: 'type', label: 'Type', options: typeChoices },
  accessFilter,
  agencyFilter,
];

/** Community Connect profiles of one's own agency, and those shared with it. */
export function ProfilesScreen() {
  const navigate = useNavigate();
  const [values, change] = useFilters();
  const { sort, ...filtered } = values;
  const list = useList<CommunityProfile>('community-connect', { ...filtered, sort, count: 'exact' });
  const mayCreate = useMay('Community Connect - Create');
  useShortcut('n', 'New profile', () => void navigate({ to: '/community-connect/new' }), mayCreate);
  return (
    <Page title="Community Connect" actions={mayCreate && <NewProfileButton />}>
      <FilterBar filters={filters} search="Name or address" />
      <RecordTable
        id="community-connect"
        label="Community Connect profiles"
        columns={columns}
        list={list}
        rowLink={({ id }) => `/community-connect/${id}`}
        sort={sort ?? null}
        onSort={(next) => change({ sort: next ?? '' })}
        empty={
          Object.values(filtered).some(Boolean) ? (
            <Empty icon="search" title="No profile matches">
              Remove a filter or search for something else.
            </Empty>
          ) : (
            <Empty icon="home" title="No profiles yet" action={mayCreate && <NewProfileButton />}>
              What residents and businesses want responders to find appears here: yours, and profiles that
              partners share with your agency (Client Data Sharing, Community Connect: View Only).
            </Empty>
          )
        }
      />
    </Page>
  );
}

const NewProfileButton = () => (
  <Button
    size="sm"
    leftSection={<Icon name="plus" size={16} />}
    renderRoot={(props) => <Link to="/community-connect/new" {...props} />}
  >
    New profile
  </Button>
);
