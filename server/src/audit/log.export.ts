import { Readable } from 'node:stream';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import { type Call, ownAgency } from '../http/call.ts';
import { logChange } from './audit.store.ts';
import { changeTable, type LogTable, viewTable } from './log.csv.ts';
import { type LogFilter, listChanges, listViews } from './log.store.ts';

type Read<R> = (db: Db, filter: LogFilter, range: { before: number | null; limit: number }) => Promise<R[]>;

const together = 1000;

/**
 * A whole log as a file, newest first. That it was taken out is logged before the first line leaves; the lines are
 * read as they are sent, a thousand at a time, each time as the agency whose log it is.
 */
async function exportLog<R extends { readonly id: number }>(
  call: Call,
  kind: 'changeLog' | 'partnerViews',
  filter: LogFilter,
  read: Read<R>,
  table: LogTable<R>,
): Promise<Readable> {
  const { id: agency } = ownAgency(call);
  const { viewer } = call.house.database;
  await logChange(call, { action: 'export', kind, id: null, after: { filter } });
  const page = (before: number | null) =>
    viewer.transaction().execute(async (db) => {
      await sql`select set_config('standpipe.agency', ${agency}, true)`.execute(db);
      return read(db, filter, { before, limit: together });
    });
  async function* lines(): AsyncGenerator<string> {
    yield table.head;
    for (let before: number | null = null; ; ) {
      const rows = await page(before);
      const shown = rows.slice(0, together);
      if (shown.length > 0) yield shown.map((row) => table.line(row)).join('');
      if (rows.length <= together) return;
      before = shown.at(-1)!.id;
    }
  }
  const name = kind === 'changeLog' ? 'change-log' : 'partner-views';
  call.reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}.csv"`);
  return Readable.from(lines(), { objectMode: false });
}

export const exportChanges = (call: Call, filter: LogFilter) =>
  exportLog(call, 'changeLog', filter, listChanges, changeTable);

export const exportViews = (call: Call, filter: LogFilter) =>
  exportLog(call, 'partnerViews', filter, listViews, viewTable);
