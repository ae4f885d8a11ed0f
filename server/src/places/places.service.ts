import type { NewPlace, PlaceChange } from '@standpipe/contract';
import { decide, type Kind, place, type Subject } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { emitRecord, logChange, logViews } from '../audit/audit.store.ts';
import { type Call, ownAgency, requireVersion } from '../http/call.ts';
import { notFound, Problem } from '../http/problems.ts';
import { present } from '../records/present.ts';
import { emitCarried } from './carried.ts';
import { columnsOf, contentOf } from './places.columns.ts';
import { findPlace, insertPlace, type PlaceRow, updatePlace } from './places.store.ts';
import { withdrawOfferOf } from './transfers.told.ts';

/** The facts that the rule looks at. */
export const subjectOf = (row: Pick<PlaceRow, 'owner_id' | 'withheld'>): Subject<'owner'> => ({
  parties: { owner: row.owner_id },
  withheld: row.withheld,
});

/** A place as this viewer may read it, or null. */
export const presentPlace = (call: Call, row: PlaceRow) =>
  present(call, place as unknown as Kind, subjectOf(row), row, contentOf(row));

/** @throws Problem `not_found` when there is none that the viewer may see */
export async function visible(call: Call, id: string): Promise<{ row: PlaceRow; way: string }> {
  const row = await findPlace(call.db, id);
  const way = row && decide(place.actions.view, call.viewer, subjectOf(row))?.way;
  if (!row || !way) throw notFound();
  return { row, way };
}

/**
 * A place that the acting agency may do this to.
 * @throws Problem 404, or 403 with the reason for a partner who may see it
 */
export async function owned(call: Call, id: string, action: 'edit' | 'delete' | 'view', verb: string) {
  const { row } = await visible(call, id);
  const way = decide(place.actions[action], call.viewer, subjectOf(row))?.way;
  if (!way || row.owner_id !== call.viewer.agency)
    throw new Problem(
      'not_allowed',
      `${row.agency_name} owns this place: only ${row.agency_name} can ${verb} it.`,
      {
        missing: ['own'],
      },
    );
  return { row, way };
}

/** Reads one place; a partner's reading is logged for its owner before the answer. */
export async function readPlace(call: Call, id: string) {
  const { row, way } = await visible(call, id);
  await logViews(call, 'place', [{ agency: row.owner_id, id }], { way });
  return presentPlace(call, row);
}

export async function createPlace(call: Call, wanted: NewPlace): Promise<string> {
  const row = {
    ...columnsOf(wanted),
    id: newId(),
    owner_id: ownAgency(call).id,
    created_by: call.asker.person.id,
  };
  await insertPlace(call.db, row);
  await call.reopen();
  const after = subjectOf({ ...row, withheld: wanted.withheld ?? false });
  const way = decide(place.actions.create, call.viewer, after)?.way ?? null;
  await logChange(call, { action: 'create', kind: 'place', id: row.id, after: wanted, way });
  await emitRecord(call, 'place', row.id, null, after);
  return row.id;
}

const outrun = (row: PlaceRow) =>
  new Problem('stale', 'Someone else changed this.', { version: row.version + 1 });

const equal = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

export async function changePlace(call: Call, id: string, read: () => PlaceChange) {
  const { row, way } = await owned(call, id, 'edit', 'change');
  const change = read();
  requireVersion(call, row.version);
  const now: Record<string, unknown> = { ...contentOf(row), withheld: row.withheld };
  const changed = Object.entries(change).filter(([field, value]) => !equal(value, now[field]));
  if (changed.length === 0) return presentPlace(call, row);
  const after: PlaceChange = Object.fromEntries(changed);
  const before = Object.fromEntries(changed.map(([field]) => [field, now[field]]));
  if (!(await updatePlace(call.db, id, row.version, columnsOf(after)))) throw outrun(row);
  await logChange(call, { action: 'edit', kind: 'place', id, before, after, way });
  const { row: changedRow } = await visible(call, id);
  await emitRecord(call, 'place', id, subjectOf(row), subjectOf(changedRow));
  if ('withheld' in after || 'addressLine' in after || 'location' in after)
    await emitCarried(call, id, () => ({ placeWithheld: row.withheld }));
  return presentPlace(call, changedRow);
}

/** Retires a place. What stands at it stays, each record with its maker. */
export async function retirePlace(call: Call, id: string): Promise<void> {
  const { row, way } = await owned(call, id, 'delete', 'delete');
  requireVersion(call, row.version);
  if (!(await updatePlace(call.db, id, row.version, { retired_at: new Date() }))) throw outrun(row);
  await logChange(call, { action: 'delete', kind: 'place', id, before: contentOf(row), way });
  await emitRecord(call, 'place', id, subjectOf(row), null);
  await emitCarried(call, id, () => ({}));
  await withdrawOfferOf(call, id);
}

/** History is the owner's. @throws Problem 404, or 403 for a partner who may see the place */
export async function requireOwnPlace(call: Call, id: string): Promise<void> {
  await owned(call, id, 'view', 'read the history of');
}
