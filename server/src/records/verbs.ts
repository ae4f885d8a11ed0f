/** What happens to a record, whatever its kind: find, read, create, change, remove. */
import { isDeepStrictEqual } from 'node:util';
import { type AgencyId, type Decision, decide, type Permission, requiredFor } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { type Change, emitRecord, logChange, logViews } from '../audit/audit.store.ts';
import { type Call, ownAgency, requireVersion } from '../http/call.ts';
import { notFound, Problem } from '../http/problems.ts';
import { type KindEntry, ownColumn, subjectOf } from '../kinds/entry.ts';
import { kinds, type RecordKind } from '../kinds/kinds.ts';
import { addNotice } from '../notices/notices.store.ts';
import type { Columns, Deed, Domain, StoredRow } from './domain.ts';
import { presentRecord } from './present.ts';
import { findRecord, insertRecord, removeRecord, updateRecord } from './records.store.ts';
import { insertVersion } from './versions.store.ts';

/** A record, and the way by which this viewer may do what they ask. */
export interface Reached<R> {
  readonly row: R;
  readonly way: string;
  /** The fields that the way opens; null: all of them. */
  readonly fields: Decision['fields'];
}

/** What a decision about a record needs of its domain. */
type Judge<R extends StoredRow> = Pick<Domain<R, never, never>, 'kind' | 'refusal'>;

/** @throws Problem `not_found` when there is none that the viewer may see */
export async function visible<R extends StoredRow>(
  call: Call,
  kind: RecordKind,
  id: string,
): Promise<Reached<R>> {
  const entry = kinds[kind];
  const row = await findRecord<R>(call.db, kind, id);
  const decision = row && decide(entry.rules.actions.view, call.viewer, subjectOf(entry, row));
  if (!row || !decision) throw notFound();
  return { row, ...decision };
}

/** The actions of a rule that deeds without a rule of their own need. */
const ruleOf: { readonly [D in Deed]?: 'view' | 'edit' } = { readHistory: 'view', handOver: 'edit' };

function authorize<R extends StoredRow>(call: Call, domain: Judge<R>, row: R, deed: Deed): Reached<R> {
  const entry = kinds[domain.kind];
  const action = ruleOf[deed] ?? (deed as Exclude<Deed, 'readHistory' | 'handOver'>);
  const decision = decide(entry.rules.actions[action], call.viewer, subjectOf(entry, row));
  const ownOnly = ruleOf[deed] !== undefined && row[ownColumn(entry)] !== call.viewer.agency;
  if (!decision || ownOnly) throw domain.refusal(row, deed);
  return { row, ...decision };
}

/** The record that a read acts on. @throws Problem 404, or 403 with the reason */
export async function reach<R extends StoredRow>(
  call: Call,
  domain: Judge<R>,
  id: string,
  deed: Deed,
): Promise<Reached<R>> {
  return authorize(call, domain, (await visible<R>(call, domain.kind, id)).row, deed);
}

/** A visible record, with the grants of its owner locked until the transaction ends. @throws Problem `not_found` */
export async function visibleForWrite<R extends StoredRow>(
  call: Call,
  kind: RecordKind,
  id: string,
): Promise<Reached<R>> {
  let reached = await visible<R>(call, kind, id);
  let relied = ownAgency(call).id;
  while (reached.row.owner_id !== relied) {
    relied = reached.row.owner_id;
    await call.rely(relied);
    reached = await visible<R>(call, kind, id);
  }
  return reached;
}

/** The record that a write acts on, with the grants that it relies on locked. @throws Problem 404, or 403 with the reason */
export async function reachForWrite<R extends StoredRow>(
  call: Call,
  domain: Judge<R>,
  id: string,
  deed: Deed,
): Promise<Reached<R>> {
  return authorize(call, domain, (await visibleForWrite<R>(call, domain.kind, id)).row, deed);
}

/** Reads one record; a partner's reading is logged for its own agency before the answer. */
export async function readRecord<R extends StoredRow>(
  call: Call,
  domain: Domain<R, never, never>,
  id: string,
): Promise<Record<string, unknown> | null> {
  const { row, way } = await visible<R>(call, domain.kind, id);
  const agency = row[ownColumn(kinds[domain.kind])]!;
  await logViews(call, domain.kind, [{ agency, id }], { way });
  return presentRecord(call, domain, row);
}

/** Makes a record, once the rule for creating lets this viewer. @returns its id */
export async function createRecord<R extends StoredRow, New extends object>(
  call: Call,
  domain: Domain<R, New, never>,
  wanted: New,
): Promise<string> {
  const { kind } = domain;
  const entry = kinds[kind];
  const begun = await domain.begin(call, wanted);
  const row = {
    id: newId(),
    created_by: call.asker.person.id,
    withheld: false,
    ...begun.columns,
  } as unknown as StoredRow;
  const subject = subjectOf(entry, row);
  const way = begun.way ?? decide(entry.rules.actions.create, call.viewer, subject)?.way;
  if (!way)
    throw new Problem('not_allowed', `Your agency may not make ${entry.rules.name} here.`, {
      missing: ['own'],
    });
  await insertRecord(call.db, kind, row as unknown as Columns);
  await call.reopen();
  await logChange(call, {
    action: 'create',
    kind,
    id: row.id,
    after: { ...(domain.loggedAs?.(wanted) ?? wanted), ...begun.logged },
    way,
  });
  if (entry.versions) await addVersion(call, domain, (await visible<R>(call, kind, row.id)).row);
  await emitRecord(call, kind, row.id, null, subject);
  if (domain.created) await domain.created(call, (await visible<R>(call, kind, row.id)).row);
  return row.id;
}

export const outrun = (row: { readonly version: number }) =>
  new Problem('stale', 'Someone else changed this.', { version: row.version + 1 });

/** @throws Problem `not_allowed` when a change touches a field that its way does not open */
export function requireFields({ fields }: Reached<unknown>, change: object, refuse: () => Problem): void {
  if (fields !== null && Object.keys(change).some((field) => !fields.has(field))) throw refuse();
}

/** Stores what a record says now as a version of its own. */
async function addVersion<R extends StoredRow>(
  call: Call,
  domain: Domain<R, never, never>,
  row: R,
): Promise<void> {
  await insertVersion(call.db, {
    kind: domain.kind,
    id: row.id,
    version: row.version,
    agency: row[ownColumn(kinds[domain.kind])]!,
    byPerson: call.asker.person.id,
    byAgency: ownAgency(call).id,
    content: domain.content(call, row),
  });
}

/** What users of a record's own agency hold who may change it, or where that is another agency's, read it. */
function requiredOf(entry: KindEntry, agency: AgencyId, row: StoredRow): readonly Permission[] {
  const { edit, view } = entry.rules.actions;
  const viewer = { agency, received: new Map() };
  const subject = subjectOf(entry, row);
  return requiredFor(edit!, viewer, subject) ?? requiredFor(view!, viewer, subject) ?? edit!.needs;
}

/** Logs a change with the agency whose record it is; a partner's change in the partner's own log too, with a notice. */
async function logToOwner(
  call: Call,
  row: StoredRow,
  kind: RecordKind,
  change: Change,
  did = `changed ${kinds[kind].rules.name} of yours: ${Object.keys(change.after ?? {}).join(', ')}`,
): Promise<void> {
  const entry = kinds[kind];
  const [own, acting] = [row[ownColumn(entry)]!, ownAgency(call)];
  await logChange(call, { ...change, agency: own });
  if (own === acting.id) return;
  await logChange(call, change);
  await addNotice(call, {
    agency: own,
    needs: requiredOf(entry, own, row),
    topic: 'partnerEdit',
    about: acting.id,
    kind,
    recordId: row.id,
    text: `${acting.name} ${did}.`,
  });
}

/** Changes a record: what is asked for and what that brings with it; nothing at all when it is so already. */
export async function changeRecord<R extends StoredRow, Asked extends object>(
  call: Call,
  domain: Domain<R, never, Asked>,
  id: string,
  read: () => Asked,
  deed: 'edit' | 'restore' = 'edit',
): Promise<Record<string, unknown> | null> {
  const reached = await reachForWrite(call, domain, id, deed);
  const { row, way } = reached;
  const change = read();
  requireFields(reached, change, () => domain.refusal(row, deed));
  const asked = await domain.ask(call, row, change);
  requireVersion(call, versionOf(domain, row));
  return applyChange(call, domain, { row, way }, { ...asked, ...domain.settle?.(row, asked, change) }, deed);
}

/** The version of a record that its viewer reads and names. */
export const versionOf = <R extends StoredRow>(domain: Pick<Domain<R, never, never>, 'versionOf'>, row: R) =>
  domain.versionOf?.(row) ?? row.version;

/** Writes a change that was decided on: the row, the log, its version, the stream. Nothing where it is so already. */
export async function applyChange<R extends StoredRow>(
  call: Call,
  domain: Domain<R, never, never>,
  { row, way }: Pick<Reached<R>, 'row' | 'way'>,
  wanted: Columns,
  deed: 'edit' | 'restore' = 'edit',
  next = row.version + 1,
): Promise<Record<string, unknown> | null> {
  const columns = Object.entries(wanted).filter(([column, value]) => !isDeepStrictEqual(value, row[column]));
  if (columns.length === 0) return presentRecord(call, domain, row);
  const after = await writeChange(call, domain, { row, way }, Object.fromEntries(columns), { deed, next });
  return presentRecord(call, domain, after);
}

/** What a change is logged as, and the version it leaves. */
interface Written {
  readonly deed: 'edit' | 'restore';
  readonly next?: number;
  /** What the log says of it beside the fields that differ. */
  readonly logged?: Readonly<Record<string, unknown>>;
  /** What a partner did, as the notice to the record's own agency says it. */
  readonly did?: string;
}

/** Writes columns to a record that was reached, as one change: a version, the log, a notice, and the live stream. */
export async function writeChange<R extends StoredRow>(
  call: Call,
  domain: Domain<R, never, never>,
  { row, way }: Pick<Reached<R>, 'row' | 'way'>,
  columns: Columns,
  { deed, logged, did, next = row.version + 1 }: Written,
): Promise<R> {
  const { kind } = domain;
  const entry = kinds[kind];
  const { id } = row;
  const changes = Object.keys(columns).length > 0;
  if (changes && !(await updateRecord(call.db, kind, row, columns, next))) throw outrun(row);
  const after = changes ? (await visible<R>(call, kind, id)).row : row;
  const [was, is] = [row, after].map((each) => ({ ...domain.content(call, each), withheld: each.withheld }));
  const { before, after: now } = differences(was!, is!);
  await logToOwner(
    call,
    row,
    kind,
    { action: deed, kind, id, before, after: { ...now, ...logged, ...domain.alsoLogged?.(row, after) }, way },
    did ?? domain.did?.(after),
  );
  if (changes && entry.versions) await addVersion(call, domain, after);
  await emitRecord(call, kind, id, subjectOf(entry, row), subjectOf(entry, after));
  await domain.changed?.(call, row, after);
  return after;
}

/** The fields that differ, as they were and as they are. */
function differences(before: Record<string, unknown>, after: Record<string, unknown>) {
  const changed = Object.keys(after).filter((field) => !isDeepStrictEqual(before[field], after[field]));
  const only = (facts: Record<string, unknown>) =>
    Object.fromEntries(changed.map((field) => [field, facts[field]]));
  return { before: only(before), after: only(after) };
}

/** Deletes a record, or retires it where its kind does. */
export async function deleteRecord<R extends StoredRow>(
  call: Call,
  domain: Domain<R, never, never>,
  id: string,
): Promise<void> {
  const { kind } = domain;
  const entry = kinds[kind];
  const { row, way } = await reachForWrite(call, domain, id, 'delete');
  requireVersion(call, versionOf(domain, row));
  if (!(await removeRecord(call.db, kind, row))) throw outrun(row);
  const before = {
    ...domain.content(call, row),
    ...(entry.atPlace && { placeId: row.place_id }),
    withheld: row.withheld,
  };
  await logChange(call, { action: 'delete', kind, id, before, way });
  await emitRecord(call, kind, id, subjectOf(entry, row), null);
  await domain.changed?.(call, row, null);
}
