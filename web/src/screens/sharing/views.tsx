import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { pathOf } from '../../api/call.ts';
import { useList } from '../../api/queries.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useTimeZone } from '../../ui/me.tsx';
import { RecordTable } from '../../ui/record-table.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { startOfDay } from './days.ts';
import type { View } from './view.ts';
import { viewColumns } from './view-columns.tsx';
import { viewFilters } from './view-filters.ts';

/** Which partner looked at which record of ours, and when. */
export function Views() {
  const zone = useTimeZone();
  const [{ agency, kind, how, record, user, from, to }] = useFilters();
  const parameters = useMemo(
    () => ({
      agency,
      kind,
      how,
      record,
      user,
      from: startOfDay(from, zone),
      to: startOfDay(to, zone, 1),
    }),
    [agency, kind, how, record, user, from, to, zone],
  );
  const list = useList<View>('views', parameters, { path: '/v1/audit/views' });
  const filtered = Object.values(parameters).some(Boolean);
  return (
    <>
      <FilterBar filters={viewFilters}>
        <Button
          component="a"
          size="compact-md"
          variant="default"
          leftSection={<Icon name="download" size={16} />}
          href={`/api${pathOf('/v1/audit/views.csv', parameters)}`}
          download
        >
          CSV
        </Button>
      </FilterBar>
      <RecordTable
        id="views"
        label="Views"
        columns={viewColumns}
        list={list}
        empty={
          filtered ? (
            <Empty icon="search" title="No view matches">
              Remove a filter or choose other dates.
            </Empty>
          ) : (
            <Empty icon="eye" title="No partner views yet">
              When a partner's user opens one of your records or sees it in a list, it is recorded here.
            </Empty>
          )
        }
      />
    </>
  );
}
