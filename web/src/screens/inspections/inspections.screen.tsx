import { useNavigate } from '@tanstack/react-router';
import type { Inspection } from '../../api/messages.ts';
import { useList } from '../../api/queries.ts';
import { ExportMenu } from '../../ui/export-menu.tsx';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { useMay } from '../../ui/me.tsx';
import { Page } from '../../ui/page.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { SavedViews } from '../../ui/saved-views.tsx';
import { useShortcut } from '../../ui/shortcuts.ts';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { inspectionColumns } from './inspection-columns.tsx';
import { useInspectionFilters } from './inspection-filters.ts';
import { InspectionsHead, ScheduleButton } from './inspections-head.tsx';
import './inspections.css';

/** Inspections one may see: one's agency's own, and those shared with it. */
export function InspectionsScreen() {
  const navigate = useNavigate();
  const [values, change] = useFilters();
  const { sort, ...filters } = values;
  const list = useList<Inspection>('inspections', { ...filters, sort, count: 'exact' });
  const filtered = Object.values(filters).some(Boolean);
  const mayCreate = useMay('Fire Inspections - Create');
  useShortcut('n', 'New inspection', () => void navigate({ to: '/inspections/new' as string }), mayCreate);
  return (
    <Page
      title="Inspections"
      actions={
        <>
          <ExportMenu many="inspections" filters={filters} />
          <InspectionsHead shown="list" />
        </>
      }
    >
      <FilterBar filters={useInspectionFilters()} search="Number, type or address">
        <SavedViews list="inspections" columns={inspectionColumns} />
      </FilterBar>
      <RecordTable
        id="inspections"
        label="Inspections"
        columns={inspectionColumns}
        list={list}
        rowLink={({ id }) => `/inspections/${id}`}
        sort={sort ?? null}
        onSort={(next) => change({ sort: next ?? '' })}
        empty={
          filtered ? (
            <Empty icon="search" title="No inspection matches">
              Remove a filter or search for something else. Partners’ inspections appear once they are in
              progress or completed.
            </Empty>
          ) : (
            <Empty icon="inspection" title="No inspections yet" action={mayCreate && <ScheduleButton />}>
              Your agency’s inspections appear here, and those that partners share with you once they are in
              progress or completed.
            </Empty>
          )
        }
      />
    </Page>
  );
}
