import { Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { CommandBoard } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import { accessFilter, agencyFilter } from '../../ui/agency-filter.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import type { Filter } from '../../ui/filter-chip.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useMay } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { statusChoices } from '../../ui/words.ts';
import { boardColumns } from './board-columns.tsx';

const filters: readonly Filter[] = [
  { name: 'status', label: 'Status', options: statusChoices('commandBoard') },
  accessFilter,
  agencyFilter,
];

/** Command boards of one's agency, and those that partners share. */
export function BoardsScreen() {
  const navigate = useNavigate();
  const [values, change] = useFilters();
  const { sort, ...asked } = values;
  const list = useList<CommandBoard>('command-boards', { ...asked, sort, count: 'exact' });
  const mayCreate = useMay('Incident Commands - Create');
  useShortcut('n', 'New board', () => void navigate({ to: '/command-boards/new' }), mayCreate);
  return (
    <Page title="Command boards" actions={mayCreate && <NewBoardButton />}>
      <FilterBar filters={filters} search="Incident or type" />
      <RecordTable
        id="command-boards"
        label="Command boards"
        columns={boardColumns}
        list={list}
        rowLink={({ id }) => `/command-boards/${id}`}
        sort={sort ?? null}
        onSort={(next) => change({ sort: next ?? '' })}
        empty={
          Object.values(asked).some(Boolean) ? (
            <Empty icon="search" title="No board matches">
              Remove a filter, or search for something else.
            </Empty>
          ) : (
            <Empty icon="grid" title="No command boards yet" action={mayCreate && <NewBoardButton />}>
              Your agency's boards appear here, and those that partners share (Client Data Sharing, Command:
              View Only or Command Transfer).
            </Empty>
          )
        }
      />
    </Page>
  );
}

const NewBoardButton = () => (
  <Button
    size="sm"
    leftSection={<Icon name="plus" size={16} />}
    renderRoot={(props) => <Link to="/command-boards/new" {...props} />}
  >
    New board
  </Button>
);
