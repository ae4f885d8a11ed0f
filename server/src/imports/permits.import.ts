import { type PermitStatus, permitTransitions } from '@standpipe/contract';
import { type AgencyId, decide, permissions, permit as permitRules, type Viewer } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { emitRecords, logChanges } from '../audit/audit.store.ts';
import { lockImports, lockSharing } from '../db/locks.ts';
import type { Database, Db } from '../db/open.ts';
import { loadReceived } from '../http/session.ts';
import { subjectAtPlace } from '../records/at-place.ts';
import { type BatchOutcome, type ImportRun, importInBatches, type Tally, type Verdict } from './batches.ts';
import { type Door, doorKey, findOrMakeDoors, isMadeHere } from './doors.ts';
import {
  insertPermits,
  numbersTaken,
  type PermitColumns,
  permitsByExternalId,
  type StandingPermit,
  updatePermits,
} from './permits.store.ts';
import type { PlaceContent } from './places.store.ts';
import type { PermitItem, PermitRow } from './readers/chicago-permits.ts';

type Item = Extract<PermitItem, { readonly permit: PermitRow }>;
type Content = Pick<PermitColumns, 'number' | 'type' | 'class' | 'status' | 'description' | 'issued_on'>;

/** What is to be done with one row: nothing yet decided about its place. */
interface Plan {
  readonly permit: PermitRow;
  readonly standing: StandingPermit | null;
  /** The address the permit has to go to: every new one, and one that the file has moved. */
  readonly doorKey: string | null;
  readonly content: Content;
  readonly changes: Partial<Content>;
}

interface Written {
  readonly plan: Plan;
  readonly row: PermitColumns;
}

/**
 * Makes permits of one agency with the places they are at, or brings them up to date: a permit is known by the id its
 * source has for it. A permit that the file no longer lists stays.
 */
export function importPermits(
  database: Database,
  agency: AgencyId,
  source: AsyncIterable<PermitItem>,
  run: ImportRun = {},
): Promise<Tally> {
  const planned = new Set<string>();
  return importInBatches<Item>(database, source, run, (db, items) =>
    applyPermits(db, agency, items, !run.dryRun, planned),
  );
}

async function applyPermits(
  db: Db,
  agency: AgencyId,
  items: readonly Item[],
  write: boolean,
  planned: Set<string>,
): Promise<BatchOutcome> {
  await lockSharing(db, [agency], 'share');
  await lockImports(db, agency);
  const permits = items.map((item) => item.permit);
  const ids = permits.map((permit) => permit.externalId);
  const standing = new Map(
    (await permitsByExternalId(db, agency, ids, write)).map((row) => [row.external_id, row]),
  );
  const viewer = await judgeOf(db, agency, [...standing.values()]);
  const fresh = permits.filter((permit) => !standing.has(permit.externalId));
  const taken = await numbersTaken(
    db,
    agency,
    fresh.map((permit) => permit.number),
  );
  const plans = permits.map((permit) =>
    planPermit(viewer, permit, standing.get(permit.externalId) ?? null, taken),
  );
  const wanted = new Map<string, PlaceContent>();
  for (const plan of plans)
    if (typeof plan === 'object' && plan.doorKey) wanted.set(plan.doorKey, plan.permit.place);
  const { doors, made } = await findOrMakeDoors(db, agency, wanted, write);

  const created: Written[] = [];
  const changed: Written[] = [];
  const verdicts = plans.map((plan): Verdict => {
    if (typeof plan === 'string') return { rejected: plan };
    const door = plan.doorKey ? doors.get(plan.doorKey)! : null;
    if (typeof door === 'string') return { rejected: door };
    if (!plan.standing) {
      created.push({ plan, row: rowOf(plan, newId(), door!) });
      return 'created';
    }
    if (!door && Object.keys(plan.changes).length === 0) return 'unchanged';
    changed.push({ plan, row: rowOf(plan, plan.standing.id, door) });
    return 'changed';
  });
  if (write) await writePermits(db, agency, created, changed);
  const placesCreated = made.filter(({ externalId }) => !planned.has(externalId)).length;
  const learn = () => {
    for (const { externalId } of made) planned.add(externalId);
  };
  return { verdicts, placesCreated, learn };
}

/** The agency as the rules see it, with what the owners of these permits' places let it do, held still. */
async function judgeOf(db: Db, agency: AgencyId, standing: readonly StandingPermit[]): Promise<Viewer> {
  const owners = standing.map((each) => each.owner_id).filter((owner) => owner !== agency);
  await lockSharing(db, owners, 'share');
  return { agency, permissions: new Set(permissions), received: await loadReceived(db, agency) };
}

/** Compares a row with what stands. A string says why the row cannot be taken. */
function planPermit(
  viewer: Viewer,
  permit: PermitRow,
  standing: StandingPermit | null,
  taken: ReadonlySet<string>,
): Plan | string {
  const content: Content = {
    number: permit.number,
    type: permit.type,
    class: permit.class,
    status: permit.status,
    description: permit.description ?? standing?.description ?? null,
    issued_on: permit.issuedOn,
  };
  const key = doorKey(permit.place);
  if (!standing) {
    if (taken.has(permit.number)) return `the agency has another permit with the number ${permit.number}`;
    return { permit, standing, content, doorKey: key, changes: content };
  }
  if (!decide(permitRules.actions.edit, viewer, subjectAtPlace(standing)))
    return 'its place has another owner now, who has not opened it for permits of this agency';
  if (!isReachable(standing.status as PermitStatus, permit.status))
    return `the permit is ${standing.status} here, which cannot become ${permit.status}`;
  if (standing.expires_on && standing.expires_on < permit.issuedOn)
    return `issued on ${permit.issuedOn}, after it expires here (${standing.expires_on})`;
  const own = standing.owner_id === viewer.agency && isMadeHere(standing.place_external_id);
  const moved = own && standing.place_external_id !== key;
  const changes = Object.fromEntries(
    Object.entries(content).filter(([field, value]) => standing[field as keyof Content] !== value),
  );
  return { permit, standing, content, doorKey: moved ? key : null, changes };
}

/** May a permit get from one status to another in any number of steps? Two states of a file may lie far apart. */
function isReachable(from: PermitStatus, to: PermitStatus): boolean {
  const seen = new Set<PermitStatus>([from]);
  for (const each of seen) for (const next of permitTransitions[each]) seen.add(next);
  return seen.has(to);
}

function rowOf({ permit, standing, content }: Plan, id: string, door: Door | null): PermitColumns {
  const { place_id, address_line, lng, lat, place_withheld } = standing ?? {};
  const at = door
    ? {
        place_id: door.id,
        address_line: door.addressLine,
        lng: door.lng,
        lat: door.lat,
        place_withheld: door.withheld,
      }
    : ({ place_id, address_line, lng, lat, place_withheld } as StandingPermit);
  return { id, external_id: permit.externalId, ...content, ...at };
}

async function writePermits(
  db: Db,
  agency: AgencyId,
  created: readonly Written[],
  changed: readonly Written[],
): Promise<void> {
  await insertPermits(
    db,
    agency,
    created.map(({ row }) => row),
  );
  await updatePermits(
    db,
    changed.map(({ row }) => row),
  );
  const entry = { action: 'import', kind: 'permit', agency };
  await logChanges({ db }, [
    ...created.map(({ plan, row }) => ({ ...entry, id: row.id, after: said(row, plan.content, true) })),
    ...changed.map(({ plan: { standing, doorKey: moved, changes }, row }) => {
      const before = Object.fromEntries(
        Object.keys(changes).map((field) => [field, standing![field as keyof Content]]),
      );
      return {
        ...entry,
        id: row.id,
        before: said(standing!, before, moved !== null),
        after: said(row, changes, moved !== null),
      };
    }),
  ]);
  const author = { author_id: agency, withheld: false, owner_id: agency };
  await emitRecords({ db }, [
    ...created.map(({ row }) => {
      return { kind: 'permit', id: row.id, before: null, after: subjectAtPlace({ ...author, ...row }) };
    }),
    ...changed.map(({ plan: { standing }, row }) => ({
      kind: 'permit',
      id: row.id,
      before: subjectAtPlace(standing!),
      after: subjectAtPlace({ ...standing!, ...row }),
    })),
  ]);
}

/** A permit's content as messages name it, for the change log. */
const said = (row: PermitColumns, { issued_on, ...content }: Partial<Content>, withPlace: boolean) => ({
  ...content,
  ...(issued_on !== undefined && { issuedOn: issued_on }),
  ...(withPlace && { placeId: row.place_id, addressLine: row.address_line }),
});
