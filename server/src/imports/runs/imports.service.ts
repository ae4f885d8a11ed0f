import { Readable } from 'node:stream';
import type { ImportChange, ImportKind, ImportMapping, ImportStatus } from '@standpipe/contract';
import { sql } from 'kysely';
import { logChange } from '../../audit/audit.store.ts';
import { type Call, ownAgency, requireVersion } from '../../http/call.ts';
import { openCursor, sealCursor } from '../../http/paging.ts';
import { invalidField, Problem } from '../../http/problems.ts';
import { sameAs } from '../../records/list.ts';
import { proposeMapping } from '../mapping/propose.ts';
import { findPreset } from '../presets/presets.ts';
import { rejectedTable } from '../readers/rejected.ts';
import { ofAgency } from './file.ts';
import {
  atTheStart,
  clearRejections,
  countJobs,
  deleteJob,
  dropUpload,
  findJob,
  type JobRow,
  listJobs,
  readRejections,
  stored,
  updateJob,
} from './jobs.store.ts';
import { becomesOf, faultsOf, presentJob, presentSummary, reachJob, requireIdle } from './jobs.ts';
import { kindsOf, lacking, neededFor } from './rights.ts';
import { keptUntil } from './upload.ts';

const log = (call: Call, action: string, id: string, after: unknown, before?: unknown) =>
  logChange(call, { action, kind: 'import', id, before, after });

export const readImport = async (call: Call, id: string) => presentJob(call, await reachJob(call, id));

/** Makes an import of the file that came with this request. */
export async function createImport(call: Call, preset: string | undefined): Promise<string> {
  const { id, name, size, looked } = call.request.arrived!;
  const agency = ownAgency(call);
  const { kind } = (await call.db
    .selectFrom('import_job')
    .select('kind')
    .where('id', '=', id)
    .executeTakeFirst()) ?? { kind: 'place' as ImportKind };
  const chosen = preset === undefined ? undefined : requirePreset(preset, kind);
  const proposed = chosen
    ? { mapping: chosen.mapping, preset: chosen.id }
    : proposeMapping(kind, looked.columns, agency);
  await updateJob(call.db, id, {
    uploaded: true,
    file_name: name,
    file_size: size,
    file_format: looked.format,
    columns: JSON.stringify(looked.columns),
    sample: JSON.stringify(looked.sample),
    reading: JSON.stringify(looked.reading),
    notes: JSON.stringify(looked.notes),
    mapping: stored(proposed.mapping),
    preset: proposed.preset,
  });
  await log(call, 'create', id, { kind, file: name, size, format: looked.format, preset: proposed.preset });
  return id;
}

/** A request that was repeated under its Idempotency-Key came with the file once more; that is not kept. */
export async function dropRepeated(call: Call, made: string): Promise<void> {
  const { id, agency } = call.request.arrived!;
  if (id !== made) await ofAgency(call.house.database, agency, (db) => dropUpload(db, id));
}

function requirePreset(id: string, kind: ImportKind) {
  const preset = findPreset(id, kind);
  if (!preset) throw invalidField('preset', 'is no shipped mapping of this kind', 'unknown_preset');
  return preset;
}

/** Sets the mapping; what was counted and rejected under the one before is forgotten. */
export async function changeImport(call: Call, id: string, read: () => ImportChange) {
  const row = await reachJob(call, id, true);
  const { mapping, preset } = read();
  if (mapping && preset) throw invalidField('preset', 'cannot be given with a mapping', 'twice');
  requireVersion(call, row.version);
  const wanted = mapping ?? (preset ? requirePreset(preset, row.kind).mapping : undefined);
  if (!wanted) return presentJob(call, row);
  requireIdle(row, 'change its mapping');
  await clearRejections(call.db, id);
  await updateJob(call.db, id, {
    ...atTheStart,
    status: 'ready',
    dry_run: false,
    mapping: stored(wanted),
    preset: preset ?? null,
    version: row.version + 1,
  });
  await log(call, 'edit', id, { mapping: wanted }, { mapping: row.mapping });
  return readImport(call, id);
}

/** Tries a mapping on the samples of the file; nothing is stored. */
export async function tryMapping(call: Call, id: string, read: () => { readonly mapping: ImportMapping }) {
  const row = await reachJob(call, id);
  const { mapping } = read();
  return { becomes: becomesOf(call, { ...row, mapping }), faults: faultsOf({ ...row, mapping }) };
}

/** Who starts or resumes an import has to hold now what every batch asks for again. */
function requireRights(call: Call, row: JobRow): void {
  const faults = faultsOf(row);
  if (faults.length > 0)
    throw new Problem('unmet_requirement', faults.map(({ message }) => message).join('; '), {
      errors: faults,
      missing: faults.map(({ path }) => path),
    });
  const missing = lacking(call.asker.viewer, neededFor(row.kind, row.mapping));
  if (missing.length > 0)
    throw new Problem('not_allowed', `You need ${missing.join(' and ')} to run this import.`, { missing });
}

const startedNow = (call: Call) => ({
  status: 'running' as const,
  started_by: call.asker.person.id,
  membership_id: call.asker.membershipId,
  credential: call.asker.credential,
  started_at: sql<string>`now()`,
  finished_at: null,
  reason: null,
  lease: null,
  leased_until: null,
  kept_until: keptUntil,
});

async function begin(call: Call, id: string, action: string, row: JobRow, change: object) {
  await updateJob(call.db, id, { ...change, ...startedNow(call), version: row.version + 1 });
  await log(call, action, id, { file: row.file_name, kind: row.kind });
  call.afterCommit(() => call.house.imports.wake());
  return readImport(call, id);
}

/** Starts an import at the first row. */
export async function startImport(call: Call, id: string, dryRun: boolean) {
  const row = await reachJob(call, id, true);
  requireIdle(row, 'start it anew');
  requireRights(call, row);
  await clearRejections(call.db, id);
  return begin(call, id, dryRun ? 'dryRun' : 'run', row, { ...atTheStart, dry_run: dryRun });
}

/** Lets an import go on where it stopped. */
export async function resumeImport(call: Call, id: string) {
  const row = await reachJob(call, id, true);
  if (row.status !== 'stopped' && row.status !== 'failed')
    throw new Problem('conflict', 'Only an import that has stopped can be resumed.');
  requireRights(call, row);
  return begin(call, id, 'resume', row, {});
}

/** Stops an import after the batch in hand. */
export async function stopImport(call: Call, id: string) {
  const row = await reachJob(call, id, true);
  if (row.status !== 'running') throw new Problem('conflict', 'This import is not running.');
  await updateJob(call.db, id, {
    status: 'stopped',
    reason: `Stopped by ${call.asker.person.name}.`,
    finished_at: sql<string>`now()`,
    lease: null,
    leased_until: null,
    version: row.version + 1,
  });
  await log(call, 'stop', id, { status: 'stopped' });
  return readImport(call, id);
}

/** Deletes the file, its rejected rows and its line in the list. What it brought in stays. */
export async function removeImport(call: Call, id: string): Promise<void> {
  const row = await reachJob(call, id, true);
  requireVersion(call, row.version);
  requireIdle(row, 'delete it');
  await deleteJob(call.db, id);
  await log(call, 'delete', id, undefined, { file: row.file_name, kind: row.kind, status: row.status });
}

export interface ListQuery {
  readonly limit?: number;
  readonly cursor?: string;
  readonly count?: 'exact';
  readonly kind?: ImportKind;
  readonly status?: ImportStatus;
}

/** Imports of the own agency, of the kinds that the asker may bring in, newest first. */
export async function listImports(call: Call, { limit = 50, cursor: sealed, count, ...given }: ListQuery) {
  const bound = `import:${call.asker.credential}:${call.viewer.agency}`;
  const cursor = sealed ? openCursor(sealed, bound, call.house.secret) : null;
  const asked = cursor ? sameAs(cursor, { ...given }) : given;
  const query = {
    kinds: kindsOf(call.asker.viewer).filter((kind) => !asked.kind || kind === asked.kind),
    status: asked.status as ImportStatus | undefined,
    after: cursor && { key: String(cursor.key), id: cursor.id },
    limit,
  };
  const rows = await listJobs(call.db, query);
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const next = last && { sort: '-createdAt', filters: { ...asked }, key: last.created_at, id: last.id };
  return {
    items: shown.map(presentSummary),
    nextCursor: next ? sealCursor(next, bound, call.house.secret) : null,
    ...(count === 'exact' && { total: await countJobs(call.db, query) }),
  };
}

const pageOfRejections = 500;

/** The rejected rows as CSV, read as they are sent. */
export async function downloadRejected(call: Call, id: string): Promise<Readable> {
  const row = await reachJob(call, id);
  call.reply
    .type('text/csv; charset=utf-8')
    .header('content-disposition', 'attachment; filename="rejected.csv"');
  return Readable.from(linesOf(call, row), { objectMode: false });
}

async function* linesOf({ house }: Call, { id, agency_id, columns }: JobRow): AsyncGenerator<string> {
  const table = rejectedTable(columns.map(({ name }) => name));
  yield table.head;
  for (let after = { line: 0, id: 0 }; ; ) {
    const rows = await ofAgency(house.database, agency_id, async (db) =>
      (await findJob(db, id)) ? readRejections(db, id, after, pageOfRejections) : [],
    );
    for (const { line, reason, cells, rest } of rows)
      yield table.line({ line, rejected: reason, row: cells, ...(rest !== null && { rest }) });
    const last = rows.at(-1);
    if (!last || rows.length < pageOfRejections) return;
    after = { line: last.line, id: last.id };
  }
}
