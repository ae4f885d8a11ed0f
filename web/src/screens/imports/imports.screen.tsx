import './imports.css';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { ImportSummary } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { Exports } from './exports.tsx';
import { importColumns } from './import-columns.tsx';
import { importFilters } from './import-words.ts';

const every = 1500;

/** Files that were brought in, and one's own records as files. */
export function ImportsScreen() {
  const [{ tab = 'imports' }, change] = useFilters();
  return (
    <Page
      title="Import and export"
      lead="Bring your agency's places, permits and inspections in from files, or take them out. Only your own agency's records are touched."
      actions={<NewImportButton />}
    >
      <Tabs
        value={tab}
        onChange={(next) => change({ tab: next === 'imports' ? '' : next, kind: '', status: '' })}
        label="Import and export"
        tabs={[
          { value: 'imports', label: 'Imports', content: <ImportList /> },
          { value: 'exports', label: 'Exports', content: <Exports /> },
        ]}
      />
    </Page>
  );
}

function ImportList() {
  const [{ kind, status }] = useFilters();
  const list = useList<ImportSummary>('imports', { kind, status, count: 'exact' });
  const filtered = Boolean(kind || status);
  const running = list.items.some(({ status }) => status === 'running');
  const { again } = list;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `again` is another function at every turn
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => again(), every);
    return () => clearInterval(timer);
  }, [running]);
  return (
    <>
      {(filtered || list.items.length > 1) && <FilterBar filters={importFilters} />}
      <RecordTable
        id="imports"
        label="Imports"
        columns={importColumns}
        list={list}
        rowLink={({ id }) => `/admin/imports/${id}`}
        empty={
          filtered ? (
            <Empty icon="search" title="No import matches">
              Remove a filter.
            </Empty>
          ) : (
            <div className="card">
              <Empty icon="upload" title="Nothing imported yet" action={<NewImportButton />}>
                Upload a CSV or GeoJSON file, say which column is what, and look at a dry run before anything
                is written. The file and its rejected rows are kept for 30 days.
              </Empty>
            </div>
          )
        }
      />
    </>
  );
}

const NewImportButton = () => (
  <Button
    size="sm"
    leftSection={<Icon name="upload" size={16} />}
    renderRoot={(props) => <Link to={'/admin/imports/new' as string} {...props} />}
  >
    New import
  </Button>
);
