import type { Column } from './columns.ts';
import { Icon } from './icon.tsx';

const next = {
  ascending: (sort: string) => `-${sort}`,
  descending: () => null,
  none: (sort: string) => sort,
};

/** A column's header; where the server can sort by it, a button: upwards, downwards, its own order again. */
export function SortHeader<Row>({
  column,
  sort,
  onSort,
}: {
  column: Column<Row>;
  sort: string | null;
  onSort?: (sort: string | null) => void;
}) {
  const state = sort === column.sort ? 'ascending' : sort === `-${column.sort}` ? 'descending' : 'none';
  const end = column.align === 'end' || undefined;
  if (!column.sort || !onSort)
    return (
      <th scope="col" data-end={end}>
        {column.header}
      </th>
    );
  const by = column.sort;
  return (
    <th scope="col" data-end={end} aria-sort={state}>
      <button type="button" className="sort" data-state={state} onClick={() => onSort(next[state](by))}>
        {column.header}
        <Icon name={state === 'descending' ? 'arrowDown' : 'arrowUp'} size={13} />
      </button>
    </th>
  );
}
