import { isDeepStrictEqual } from 'node:util';
import { decide } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { emitRecord, logChange, logViews } from '../audit/audit.store.ts';
import { type Call, ownAgency, requireVersion } from '../http/call.ts';
import { notFound, Problem } from '../http/problems.ts';
import { deleteAtPlace, findAtPlace, insertAtPlace, updateAtPlace } from './at-place.rows.ts';
import {
  type AtPlaceDomain,
  type AtPlaceKind,
  type AtPlaceRow,
  type Columns,
  type NewAtPlace,
  presentAtPlace,
  ruleOf,
  subjectAtPlace,
} from './at-place.ts';
import { enterDoor } from './doors.ts';
import { nextNumber } from './numbers.ts';

/** A record, and the way by which this viewer came to it. */
interface Reached<K extends AtPlaceKind> {
  readonly row: AtPlaceRow<K>;
  readonly way: string;
}

/** @throws Problem `not_found` when there is none that the viewer may see */
export async function visible<K extends AtPlaceKind>(call: Call, kind: K, id: string): Promise<Reached<K>> {
  const row = await findAtPlace(call.db, kind, id);
  const way = row && decide(ruleOf(kind).actions.view, call.viewer, subjectAtPlace(row))?.way;
  if (!row || !way) throw notFound();
  return { row, way };
}

/** What an action does to a record. */
type Deed = 'edit' | 'delete' | 'download' | 'email';
type Judge<K extends AtPlaceKind> = Pick<AtPlaceDomain<K, never, never>, 'kind' | 'refusal'>;

function judge<K extends AtPlaceKind>(
  call: Call,
  domain: Judge<K>,
  row: AtPlaceRow<K>,
  deed: Deed,
): Reached<K> {
  const way = decide(ruleOf(domain.kind).actions[deed], call.viewer, subjectAtPlace(row))?.way;
  if (!way) throw domain.refusal(row, deed);
  return { row, way };
}

/** The record that a read acts on. @throws Problem 404, or 403 with the reason */
export async function reach<K extends AtPlaceKind>(
  call: Call,
  domain: Judge<K>,
  id: string,
  deed: Deed,
): Promise<Reached<K>> {
  return judge(call, domain, (await visible(call, domain.kind, id)).row, deed);
}

/** The record that a write acts on, with the grants it relies on held still. @throws Problem 404, or 403 with the reason */
export async function hold<K extends AtPlaceKind>(
  call: Call,
  domain: Judge<K>,
  id: string,
  deed: Deed,
): Promise<Reached<K>> {
  let { row } = await visible(call, domain.kind, id);
  let relied = ownAgency(call).id;
  while (row.owner_id !== relied) {
    relied = row.owner_id;
    await call.rely(relied);
    row = (await visible(call, domain.kind, id)).row;
  }
  return judge(call, domain, row, deed);
}

/** Reads one record; a partner's reading is logged for its own agency before the answer. */
export async function readAtPlace<K extends AtPlaceKind>(
  call: Call,
  domain: AtPlaceDomain<K, never, never>,
  id: string,
): Promise<Record<string, unknown> | null> {
  const { row, way } = await visible(call, domain.kind, id);
  await logViews(call, domain.kind, [{ agency: row.author_id, id }], { way });
  return presentAtPlace(call, domain, row);
}

/** History is the own agency's. @throws Problem 404, or 403 for a partner who may see the record */
export async function requireOwn<K extends AtPlaceKind>(
  call: Call,
  domain: AtPlaceDomain<K, never, never>,
  id: string,
): Promise<void> {
  const { row } = await visible(call, domain.kind, id);
  if (row.author_id !== call.viewer.agency) throw domain.refusal(row, 'readHistory');
}

/** Makes a record at a place, once the rule lets this viewer's agency through the door. */
export async function createAtPlace<K extends AtPlaceKind, New extends NewAtPlace>(
  call: Call,
  domain: AtPlaceDomain<K, New, never>,
  wanted: New,
): Promise<string> {
  const { kind } = domain;
  const { door, way } = await enterDoor(call, ruleOf(kind), wanted.placeId);
  const own = await domain.begin(call, wanted);
  const row = {
    id: newId(),
    author_id: ownAgency(call).id,
    owner_id: door.ownerId,
    place_id: door.id,
    place_withheld: door.withheld,
    address_line: door.addressLine,
    lng: door.lng,
    lat: door.lat,
    created_by: call.asker.person.id,
    number: wanted.number ?? (await nextNumber(call, kind)),
    type: wanted.type,
    notes: wanted.notes ?? null,
    withheld: wanted.withheld ?? false,
    status: own.status,
  };
  await insertAtPlace(call.db, kind, { ...row, ...own } as Columns<K>);
  await call.reopen();
  const after = { ...wanted, number: row.number, status: row.status };
  await logChange(call, { action: 'create', kind, id: row.id, after, way });
  await emitRecord(call, kind, row.id, null, subjectAtPlace(row));
  return row.id;
}

const outrun = (row: { readonly version: number }) =>
  new Problem('stale', 'Somebody changed this in the meantime.', { version: row.version + 1 });

/** Changes a record: what is asked for and what that brings with it; nothing at all when it is so already. */
export async function changeAtPlace<K extends AtPlaceKind, Change>(
  call: Call,
  domain: AtPlaceDomain<K, never, Change>,
  id: string,
  read: () => Change,
): Promise<Record<string, unknown> | null> {
  const { kind } = domain;
  const { row, way } = await hold(call, domain, id, 'edit');
  const change = read();
  const asked = await domain.ask(call, row, change);
  requireVersion(call, row.version);
  const columns = Object.entries({ ...asked, ...domain.settle(row, asked, change) }).filter(
    ([column, value]) => !isDeepStrictEqual(value, row[column as keyof typeof row]),
  );
  if (columns.length === 0) return presentAtPlace(call, domain, row);
  if (!(await updateAtPlace(call.db, kind, row, Object.fromEntries(columns) as Columns<K>)))
    throw outrun(row);
  const after = (await visible(call, kind, id)).row;
  await logChange(call, { action: 'edit', kind, id, ...differences(facts(row), facts(after)), way });
  await emitRecord(call, kind, id, subjectAtPlace(row), subjectAtPlace(after));
  return presentAtPlace(call, domain, after);

  function facts(each: AtPlaceRow<K>): Record<string, unknown> {
    return { ...domain.content(call, each), withheld: each.withheld };
  }
}

/** The facts that differ, as they were and as they are. */
function differences(before: Record<string, unknown>, after: Record<string, unknown>) {
  const changed = Object.keys(after).filter((fact) => !isDeepStrictEqual(before[fact], after[fact]));
  const only = (facts: Record<string, unknown>) =>
    Object.fromEntries(changed.map((fact) => [fact, facts[fact]]));
  return { before: only(before), after: only(after) };
}

export async function removeAtPlace<K extends AtPlaceKind>(
  call: Call,
  domain: AtPlaceDomain<K, never, never>,
  id: string,
): Promise<void> {
  const { kind } = domain;
  const { row, way } = await hold(call, domain, id, 'delete');
  requireVersion(call, row.version);
  if (!(await deleteAtPlace(call.db, kind, row))) throw outrun(row);
  const before = { ...domain.content(call, row), placeId: row.place_id, withheld: row.withheld };
  await logChange(call, { action: 'delete', kind, id, before, way });
  await emitRecord(call, kind, id, subjectAtPlace(row), null);
}
