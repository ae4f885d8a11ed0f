import { type NewPermit, type PermitChange, type PermitStatus, permitTransitions } from '@standpipe/contract';
import { decide, type Kind, permit } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { emitRecord, logChange, logViews } from '../audit/audit.store.ts';
import { type Call, ownAgency, requireVersion } from '../http/call.ts';
import { notFound, Problem } from '../http/problems.ts';
import { enterDoor, placeAt, subjectAtPlace, viewOnly } from '../records/at-place.ts';
import { nextNumber } from '../records/numbers.ts';
import { present } from '../records/present.ts';
import { deletePermit, findPermit, insertPermit, type PermitRow, similarPermits, updatePermit } from './permits.store.ts';

const kind = permit as unknown as Kind;

/** A permit as this viewer may read it, or null. */
export function presentPermit(call: Call, row: PermitRow): Record<string, unknown> | null {
  const shown = present(call, kind, subjectAtPlace(row), row, {
    number: row.number,
    type: row.type,
    class: row.class,
    status: row.status,
    description: row.description,
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    edition: row.edition,
    section: row.section,
    notes: row.notes,
  });
  return shown && { ...shown, place: placeAt(call.viewer, row) };
}

/** @throws Problem `not_found` when there is none that the viewer may see */
async function visible(call: Call, id: string): Promise<{ row: PermitRow; way: string }> {
  const row = await findPermit(call.db, id);
  const way = row && decide(permit.actions.view, call.viewer, subjectAtPlace(row))?.way;
  if (!row || !way) throw notFound();
  return { row, way };
}

/** Reads one permit; a partner's reading is logged for its own agency before the answer. */
export async function readPermit(call: Call, id: string) {
  const { row, way } = await visible(call, id);
  await logViews(call, 'permit', [{ agency: row.author_id, id }], { way });
  return presentPermit(call, row);
}

export async function createPermit(call: Call, wanted: NewPermit): Promise<string> {
  const { door, way } = await enterDoor(call, permit, wanted.placeId);
  const { placeId, issuedOn, expiresOn, ...rest } = wanted;
  const id = newId();
  const row = {
    ...rest,
    id,
    author_id: ownAgency(call).id,
    owner_id: door.ownerId,
    place_id: placeId,
    place_withheld: door.withheld,
    address_line: door.addressLine,
    lng: door.lng,
    lat: door.lat,
    created_by: call.asker.person.id,
    number: wanted.number ?? (await nextNumber(call, 'permit')),
    status: wanted.status ?? 'applied',
    issued_on: issuedOn ?? null,
    expires_on: expiresOn ?? null,
  };
  checkDates(row.issued_on, row.expires_on);
  await insertPermit(call.db, row);
  await call.reopen();
  await logChange(call, { action: 'create', kind: 'permit', id, after: wanted, way });
  await emitRecord(call, 'permit', id, null, subjectAtPlace({ ...row, withheld: wanted.withheld ?? false }));
  return id;
}

/** The row that a write acts on, with the grants it relies on held still. @throws Problem 404, or 403 with the reason */
async function held(call: Call, id: string, action: 'edit' | 'delete'): Promise<{ row: PermitRow; way: string }> {
  const seen = await visible(call, id);
  if (seen.row.owner_id !== ownAgency(call).id) await call.rely(seen.row.owner_id);
  const { row } = await visible(call, id);
  const way = decide(permit.actions[action], call.viewer, subjectAtPlace(row))?.way;
  if (!way) throw viewOnly(kind, row, action === 'edit' ? 'change' : 'delete');
  return { row, way };
}

const outrun = (row: PermitRow) =>
  new Problem('stale', 'Somebody changed this in the meantime.', { version: row.version + 1 });

export async function changePermit(call: Call, id: string, read: () => PermitChange) {
  const { row, way } = await held(call, id, 'edit');
  const change = read();
  requireVersion(call, row.version);
  if (change.status && change.status !== row.status) checkTransition(row.status as PermitStatus, change.status);
  const { issuedOn, expiresOn, ...rest } = change;
  const columns = {
    ...rest,
    ...(issuedOn !== undefined && { issued_on: issuedOn }),
    ...(expiresOn !== undefined && { expires_on: expiresOn }),
  };
  const before = Object.fromEntries(
    Object.keys(columns).map((column) => [column, row[column as keyof PermitRow]]),
  );
  if (Object.keys(columns).every((column) => before[column] === columns[column as keyof typeof columns]))
    return presentPermit(call, row);
  checkDates(columns.issued_on ?? row.issued_on, columns.expires_on ?? row.expires_on);
  if (!(await updatePermit(call.db, id, row.version, columns))) throw outrun(row);
  const after = (await visible(call, id)).row;
  await logChange(call, { action: 'edit', kind: 'permit', id, before, after: columns, way });
  await emitRecord(call, 'permit', id, subjectAtPlace(row), subjectAtPlace(after));
  return presentPermit(call, after);
}

export async function removePermit(call: Call, id: string): Promise<void> {
  const { row, way } = await held(call, id, 'delete');
  requireVersion(call, row.version);
  if (!(await deletePermit(call.db, id, row.version))) throw outrun(row);
  await logChange(call, { action: 'delete', kind: 'permit', id, before: row, way });
  await emitRecord(call, 'permit', id, subjectAtPlace(row), null);
}

/** What the viewer may know of permits of the same type at a place, lately or still open. */
export async function findSimilarPermits(call: Call, placeId: string, type: string) {
  const rows = await similarPermits(call.db, placeId, type);
  const items = rows.flatMap((row) => presentPermit(call, row) ?? []);
  await logViews(call, 'permit', rows.map((row) => ({ agency: row.author_id, id: row.id })), {
    filter: { similar: { placeId, type } },
  });
  return { items };
}

function checkTransition(from: PermitStatus, to: PermitStatus): void {
  if (!permitTransitions[from].includes(to))
    throw new Problem(
      'conflict',
      `A permit that is ${from} cannot become ${to}; it may become ${permitTransitions[from].join(' or ') || 'nothing else'}.`,
    );
}

function checkDates(issued: string | null, expires: string | null): void {
  if (issued && expires && expires < issued)
    throw new Problem('invalid', 'expiresOn: is before issuedOn', {
      errors: [{ path: 'expiresOn', message: 'is before issuedOn', code: 'end_before_start' }],
    });
}

/** History is the own agency's. @throws Problem 404, or 403 for a partner who may see the permit */
export async function requireOwnPermit(call: Call, id: string): Promise<void> {
  const { row } = await visible(call, id);
  if (row.author_id !== call.viewer.agency) throw viewOnly(kind, row, 'read the history of');
}
