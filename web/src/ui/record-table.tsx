import { Button, Skeleton } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { columnVisibilityFeature, tableFeatures, useTable } from '@tanstack/react-table';
import { type KeyboardEvent, type ReactNode, useMemo } from 'react';
import { asCallProblem } from '../api/problem.ts';
import type { List } from '../api/queries.ts';
import { ColumnMenu } from './column-menu.tsx';
import { type Column, useColumnChoice } from './columns.ts';
import { ProblemAlert } from './problem-alert.tsx';
import { SortHeader } from './sort-header.tsx';

const features = tableFeatures({ columnVisibilityFeature });

interface Props<Row> {
  /** Under which the choice of columns is kept, for each person. */
  readonly id: string;
  /** What the rows are, as a heading says it: "Permits". */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly list: List<Row>;
  /** Where a row leads; the link stands in its first column and covers the row. */
  readonly rowLink?: (row: Row) => string;
  /** As the API has it: "number", "-number"; null for its own order. */
  readonly sort?: string | null;
  readonly onSort?: (sort: string | null) => void;
  readonly empty: ReactNode;
}

/** A list of records by pages of the server: sorted by it, columns by choice, and rows that stack on a phone. */
export function RecordTable<Row extends { readonly id: string }>(props: Props<Row>) {
  const { id, label, columns, list, rowLink, sort = null, onSort, empty } = props;
  const [choice, choose] = useColumnChoice(id, columns);
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.id,
        header: column.header,
        enableHiding: !column.fixed,
      })),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: list.items,
    getRowId: (row: Row) => row.id,
    state: { columnVisibility: choice },
  });
  const byId = new Map(columns.map((column) => [column.id, column]));
  const headers = table.getHeaderGroups()[0]?.headers ?? [];
  const some = list.items.length > 0;

  if (list.error && !some) return <ProblemAlert problem={asCallProblem(list.error)} retry={list.again} />;
  if (!list.isPending && !some && !list.isOld) return empty;
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows move between the rows' own links */}
      <div className="table-box" data-old={list.isOld || undefined} onKeyDown={moveByArrows}>
        <table className="records" aria-label={label} aria-busy={list.isPending || list.isOld}>
          <thead>
            <tr>
              {headers.map(({ column }) => {
                const own = byId.get(column.id)!;
                return <SortHeader key={column.id} column={own} sort={sort} {...(onSort && { onSort })} />;
              })}
            </tr>
          </thead>
          <tbody>
            {list.isPending && <Skeletons across={headers.length} />}
            {table.getRowModel().rows.map((row) => (
              <tr key={row.id} data-leads={rowLink ? '' : undefined}>
                {row.getVisibleCells().map((cell, index) => {
                  const own = byId.get(cell.column.id)!;
                  const content = own.cell(row.original);
                  const Cell = index === 0 ? 'th' : 'td';
                  return (
                    <Cell
                      key={cell.id}
                      data-label={own.header}
                      data-end={own.align === 'end' || undefined}
                      data-phone={own.phone}
                      data-whole={own.whole}
                      {...(index === 0 && { scope: 'row' })}
                    >
                      {index === 0 && rowLink ? (
                        <Link to={rowLink(row.original)} className="row-link">
                          {content}
                        </Link>
                      ) : (
                        content
                      )}
                    </Cell>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="table-foot">
        <span role="status">{list.isPending ? '' : countText(list, label)}</span>
        {list.hasMore && (
          <Button size="compact-md" variant="default" loading={list.isFetchingMore} onClick={list.more}>
            Show more
          </Button>
        )}
        <ColumnMenu columns={columns} choice={choice} choose={choose} />
      </div>
    </>
  );
}

/** "50 of 80 permits", "First 50 permits", "28 permits", "1 permit". */
function countText({ items, total, hasMore }: List<unknown>, label: string): string {
  const shown = items.length.toLocaleString();
  const all = label.charAt(0).toLowerCase() + label.slice(1);
  const what = items.length === 1 && (total ?? 1) === 1 ? all.replace(/s\b/, '') : all;
  if (total !== null && total > items.length) return `${shown} of ${total.toLocaleString()} ${what}`;
  return `${hasMore ? 'First ' : ''}${shown} ${what}`;
}

const skeletonRows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

const Skeletons = ({ across }: { across: number }) =>
  skeletonRows.map((row) => (
    <tr key={row}>
      <td colSpan={across}>
        <Skeleton height={14} radius="sm" />
      </td>
    </tr>
  ));

/** Up and down lead from one row's link to the next. */
function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.row-link')];
  const at = links.indexOf(document.activeElement as HTMLElement);
  if (at < 0) return;
  event.preventDefault();
  links[at + step]?.focus();
}
