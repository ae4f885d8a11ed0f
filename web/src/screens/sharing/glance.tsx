import './glance.css';
import { SegmentedControl } from '@mantine/core';
import { catalogue, type Module } from '@standpipe/policy';
import { useMemo } from 'react';
import type { SharingOverview } from '../../api/messages.ts';
import { FilterBar } from '../../ui/filter-bar.tsx';
import { Empty } from '../../ui/states.tsx';
import { useFilters } from '../../ui/use-filters.ts';
import { Arrow, Legend } from './arrow.tsx';
import { type Crossing, crossingsOf } from './crossings.ts';
import { GlanceRow } from './glance-row.tsx';
import { grantFilters } from './grant-filters.ts';

const directions = [
  { value: '', label: 'Both ways' },
  { value: 'given', label: 'We share' },
  { value: 'received', label: 'Shared with us' },
];
const filters = grantFilters.filter(({ name }) => name === 'module');

/** Partners by modules: an arrow to the right where we share, one to the left where they share with us. */
export function Glance({ overview }: { overview: SharingOverview }) {
  const [{ q = '', module, direction = '' }, change] = useFilters();
  const crossings = useMemo(() => crossingsOf(overview), [overview]);
  const columns = catalogue.filter((each) => !module || each.module === module);
  const modules = columns.map((each) => each.module);
  const rows = crossings.filter(
    ({ partner, cells }) =>
      partner.name.toLowerCase().includes(q.toLowerCase()) &&
      modules.some((each) => has(cells[each], direction)),
  );
  if (crossings.length === 0)
    return (
      <Empty icon="share" title="Shares nothing yet, either way">
        What you share on Client Data Sharing or User Data Sharing, and what partners share with you, appears
        here.
      </Empty>
    );
  return (
    <>
      <FilterBar filters={filters} search="Partner">
        <SegmentedControl
          size="xs"
          aria-label="Direction"
          data={directions}
          value={direction}
          onChange={(next) => change({ direction: next })}
        />
      </FilterBar>
      <Legend direction={direction} />
      {rows.length === 0 ? (
        <Empty icon="search" title="No partner matches">
          Remove a filter or search for another partner.
        </Empty>
      ) : (
        <div className="table-box glance-box">
          <table className="glance">
            <caption className="visually-hidden">What each partner shares, by module.</caption>
            <thead>
              <tr>
                <th scope="col">Partner</th>
                {columns.map(({ module: each, name, sheet }, at) => (
                  <th key={each} scope="col" data-first={columns[at - 1]?.sheet !== sheet || undefined}>
                    <span>{name}</span>
                    <Sums rows={rows} module={each} direction={direction} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <GlanceRow key={row.partner.id} row={row} columns={columns} direction={direction} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="table-foot" role="status">
        {rows.length.toLocaleString()} {rows.length === 1 ? 'partner' : 'partners'}
      </p>
    </>
  );
}

const has = (cell: Crossing['cells'][Module], direction: string) =>
  (direction !== 'received' && cell?.given) || (direction !== 'given' && cell?.received);

/** How many partners a module goes to, and comes from. */
function Sums({ rows, module, direction }: { rows: readonly Crossing[]; module: Module; direction: string }) {
  const given = rows.filter(({ cells }) => cells[module]?.given).length;
  const received = rows.filter(({ cells }) => cells[module]?.received).length;
  return (
    <span className="glance-sums">
      {direction !== 'received' && (
        <span data-none={given === 0 || undefined}>
          {given}
          <Arrow to="right" look="view" size={11} />
          <span className="visually-hidden">you share it with,</span>
        </span>
      )}
      {direction !== 'given' && (
        <span data-none={received === 0 || undefined}>
          <Arrow to="left" look="view" size={11} />
          {received}
          <span className="visually-hidden">share it with you</span>
        </span>
      )}
    </span>
  );
}
