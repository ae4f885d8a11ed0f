import { stringify } from 'csv-stringify/sync';
import { guardFormula } from '../imports/readers/formula.ts';
import type { AuditRow, ViewRow } from './log.store.ts';

const cellOf = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

const lineOf = (cells: readonly unknown[]) =>
  stringify([cells.map((each) => guardFormula(cellOf(each)))], { quoted: true, record_delimiter: '\r\n' });

/** A log as a table: its headings, and an entry as a line that no spreadsheet runs. */
export interface LogTable<R> {
  readonly head: string;
  line(row: R): string;
}

const tableOf = <R>(columns: Readonly<Record<string, (row: R) => unknown>>): LogTable<R> => ({
  head: lineOf(Object.keys(columns)),
  line: (row) => lineOf(Object.values(columns).map((column) => column(row))),
});

export const changeTable = tableOf<AuditRow>({
  id: (row) => row.id,
  at: (row) => row.at,
  action: (row) => row.action,
  kind: (row) => row.kind,
  recordId: (row) => row.record_id,
  userId: (row) => row.person_id,
  user: (row) => row.person_name,
  via: (row) => row.way,
  before: (row) => row.before,
  after: (row) => row.after,
});

export const viewTable = tableOf<ViewRow>({
  id: (row) => row.id,
  at: (row) => row.at,
  agencyId: (row) => row.viewer_agency_id,
  agency: (row) => row.viewer_name,
  userId: (row) => row.viewer_person_id,
  kind: (row) => row.kind,
  how: (row) => (row.filter === null ? 'read' : 'list'),
  records: (row) => row.ids.length,
  ids: (row) => row.ids.join(' '),
  via: (row) => row.way,
  filter: (row) => row.filter,
});
