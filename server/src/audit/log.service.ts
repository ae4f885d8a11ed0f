import type { Call } from '../http/call.ts';
import { openCursor, type Page, sealCursor } from '../http/paging.ts';
import { type AuditRow, type LogFilter, listChanges, listViews, type ViewRow } from './log.store.ts';

type LogQuery = LogFilter & { readonly limit?: number; readonly cursor?: string; readonly count?: 'exact' };

const presentChange = (row: AuditRow) => ({
  id: String(row.id),
  at: row.at,
  action: row.action,
  kind: row.kind,
  recordId: row.record_id,
  user: row.person_id ? { id: row.person_id, name: row.person_name, own: row.person_own } : null,
  ...(row.names.length > 0 && { names: row.names }),
  before: row.before ?? null,
  after: row.after ?? null,
  via: row.way,
  seq: row.seq,
  hash: row.hash,
});

const presentView = (row: ViewRow) => ({
  id: String(row.id),
  at: row.at,
  viewer: {
    agency: { id: row.viewer_agency_id, name: row.viewer_name, color: row.viewer_color },
    userId: row.viewer_person_id,
  },
  kind: row.kind,
  ids: row.ids,
  how: row.filter === null ? 'read' : 'list',
  via: row.way,
  filter: row.filter ?? null,
  seq: row.seq,
  hash: row.hash,
});

/** Both logs are read newest first, by number, with the filters carried in the cursor. */
async function pageOf<R extends { readonly id: number }, T>(
  call: Call,
  log: string,
  { limit = 50, cursor, count: _, ...given }: LogQuery,
  list: (filter: LogFilter, range: { before: number | null; limit: number }) => Promise<R[]>,
  show: (row: R) => T,
): Promise<Page<T>> {
  const bound = `${log}:${call.asker.credential}:${call.viewer.agency}`;
  const opened = cursor ? openCursor(cursor, bound, call.house.secret) : null;
  const filter = opened ? (opened.filters as LogFilter) : given;
  const rows = await list(filter, { before: opened ? Number(opened.id) : null, limit });
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const position = last && {
    sort: '-id',
    filters: filter as Record<string, string>,
    key: null,
    id: String(last.id),
  };
  return {
    items: rows.slice(0, limit).map(show),
    nextCursor: position ? sealCursor(position, bound, call.house.secret) : null,
  };
}

/** The own agency's change log. */
export const pageOfChanges = (call: Call, query: LogQuery) =>
  pageOf(call, 'audit', query, (filter, range) => listChanges(call.db, filter, range), presentChange);

/** What partners looked at of the own agency's records. */
export const pageOfViews = (call: Call, query: LogQuery) =>
  pageOf(call, 'views', query, (filter, range) => listViews(call.db, filter, range), presentView);
