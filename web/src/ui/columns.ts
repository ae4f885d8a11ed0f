import { useLocalStorage } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useMe } from './me.tsx';

/** A column of a table of records. The first one names the row. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** The API's name of the order by it; without, the header is no button. */
  readonly sort?: string;
  readonly align?: 'end';
  /** Not shown until chosen. */
  readonly hidden?: true;
  /**
   * How it stands in a phone's row: at the end of the first line, on a line of its own, or beside others, all without the
   * header's word. Left out, its header goes before it.
   */
  readonly phone?: 'end' | 'line' | 'word';
  /** Stays on one line on a tablet, where others take two. */
  readonly whole?: true;
  /** Can't be hidden. */
  readonly fixed?: true;
}

export type ColumnChoice = Readonly<Record<string, boolean>>;

/** Which columns this person shows of a table, in this browser. */
export function useColumnChoice<Row>(id: string, columns: readonly Column<Row>[]) {
  const me = useMe();
  const first: ColumnChoice = Object.fromEntries(columns.map((column) => [column.id, !column.hidden]));
  const [chosen, choose] = useLocalStorage<ColumnChoice>({
    key: `standpipe-columns-${me.user.id}-${id}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  return [{ ...first, ...chosen }, choose] as const;
}
