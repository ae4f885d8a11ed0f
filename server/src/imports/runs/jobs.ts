import type { ImportKind } from '@standpipe/contract';
import type { Call } from '../../http/call.ts';
import { notFound, Problem } from '../../http/problems.ts';
import { becomes } from '../mapping/becomes.ts';
import { findFaults } from '../mapping/faults.ts';
import { mapper } from '../mapping/mapper.ts';
import { fittingPresets } from '../presets/presets.ts';
import { kindNames } from './file.ts';
import { countReasons, findJob, type JobRow } from './jobs.store.ts';
import { kindsOf, lacking, neededFor } from './rights.ts';

/** @throws Problem `not_allowed` with what it takes to bring in records of this kind */
export function requireKind(call: Pick<Call, 'asker'>, kind: ImportKind): void {
  if (kindsOf(call.asker.viewer).includes(kind)) return;
  const missing = lacking(call.asker.viewer, neededFor(kind, { fields: [] }));
  throw new Problem('not_allowed', `You need ${missing.join(' and ')} to import ${kindNames[kind]}.`, {
    missing,
  });
}

/** An import of the asker's agency, of a kind that they may bring in. @throws Problem `not_found` */
export async function reachJob(call: Call, id: string, hold = false): Promise<JobRow> {
  const row = await findJob(call.db, id, hold);
  if (!row || !kindsOf(call.asker.viewer).includes(row.kind)) throw notFound();
  return row;
}

/** @throws Problem `conflict` */
export function requireIdle(row: JobRow, what: string): void {
  if (row.status === 'running')
    throw new Problem('conflict', `This import is running: stop it before you ${what}.`);
}

const names = (row: JobRow) => row.columns.map(({ name }) => name);

/** What keeps this import from running. */
export const faultsOf = (row: JobRow) => findFaults(row.kind, row.mapping, row.columns);

/** One line of the list. */
export const presentSummary = (row: JobRow) => ({
  id: row.id,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
  kind: row.kind,
  file: { name: row.file_name, format: row.file_format, size: row.file_size, keptUntil: row.kept_until },
  status: row.status,
  dryRun: row.dry_run,
  reason: row.reason,
  progress: {
    rowsTotal: row.rows_total,
    rowsRead: row.rows_read,
    created: row.created,
    changed: row.changed,
    unchanged: row.unchanged,
    rejected: row.rejected,
    placesCreated: row.places_created,
    placesJoined: row.places_joined,
  },
  preset: row.preset,
  uploadedBy: row.uploader_name === null ? null : { id: row.uploaded_by, name: row.uploader_name },
  startedBy:
    row.started_by && row.starter_name !== null ? { id: row.started_by, name: row.starter_name } : null,
  startedAt: row.started_at,
  finishedAt: row.finished_at,
});

/** What samples of the file become under its mapping, field by field. */
export const becomesOf = (call: Call, { kind, mapping, columns, sample }: JobRow) =>
  becomes(kind, mapping, columns, sample, call.asker.agency?.timeZone ?? 'UTC');

/** An import with its mapping, and its first rows as that mapping reads them. */
export async function presentJob(call: Call, row: JobRow) {
  const faults = faultsOf(row);
  const columns = names(row);
  const map =
    faults.length === 0
      ? mapper(row.kind, row.mapping, call.asker.agency?.timeZone ?? 'UTC', call.asker.agency ?? undefined)
      : null;
  const faultIn = (cells: readonly string[]) => {
    const read = map?.(Object.fromEntries(columns.map((name, at) => [name, cells[at] ?? ''])));
    return typeof read === 'string' ? read : null;
  };
  return {
    ...presentSummary(row),
    columns: row.columns.map(({ name, samples, filled, formats }) => ({
      name,
      samples,
      filled: filled ?? samples.length,
      formats: formats ?? [],
    })),
    sample: row.sample.map(({ line, cells }) => ({ line, cells, fault: faultIn(cells) })),
    presets: fittingPresets(row.kind, columns).map(({ id, name }) => ({ id, name })),
    mapping: row.mapping,
    faults,
    rejections: await countReasons(call.db, row.id),
    warnings: row.warnings,
    notes: row.notes,
    becomes: becomesOf(call, row),
  };
}
