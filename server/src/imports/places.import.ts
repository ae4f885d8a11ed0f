import { isDeepStrictEqual } from 'node:util';
import type { AgencyId, Subject } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { emitRecords, logChanges } from '../audit/audit.store.ts';
import { lockImports, lockSharing } from '../db/locks.ts';
import type { Database, Db } from '../db/open.ts';
import { subjectAtPlace } from '../records/at-place.ts';
import { pointOf } from '../records/present.ts';
import { type BatchOutcome, type ImportRun, importInBatches, type Tally, type Verdict } from './batches.ts';
import {
  insertPlaces,
  type PlaceContent,
  placesByExternalId,
  recordsAtPlaces,
  type StandingPlace,
  updatePlaces,
} from './places.store.ts';
import type { AddressItem, PlaceRow } from './readers/cambridge-addresses.ts';

type PlaceItem = Extract<AddressItem, { readonly place: PlaceRow }>;

interface NewPlace {
  readonly id: string;
  readonly externalId: string;
  readonly content: PlaceContent;
}

interface ChangedPlace {
  readonly standing: StandingPlace;
  readonly before: Partial<PlaceContent>;
  readonly after: Partial<PlaceContent>;
}

/**
 * Makes places of one agency, or brings them up to date: a place is known by the id its source has for it. What the
 * file does not say of a place stays; so does a place that the file no longer lists.
 */
export const importPlaces = (
  database: Database,
  agency: AgencyId,
  source: AsyncIterable<AddressItem>,
  run: ImportRun = {},
): Promise<Tally> =>
  importInBatches<PlaceItem>(database, source, run, (db, items) =>
    applyPlaces(db, agency, items, !run.dryRun),
  );

async function applyPlaces(
  db: Db,
  agency: AgencyId,
  items: readonly PlaceItem[],
  write: boolean,
): Promise<BatchOutcome> {
  await lockSharing(db, [agency], 'share');
  await lockImports(db, agency);
  const ids = items.map((item) => item.place.externalId);
  const rows = await placesByExternalId(db, agency, ids, write);
  const standing = new Map(rows.map((row) => [row.external_id, row]));
  const created: NewPlace[] = [];
  const changed: ChangedPlace[] = [];
  const verdicts = items.map(({ place: { externalId, ...content } }): Verdict => {
    const row = standing.get(externalId);
    if (!row) {
      created.push({ id: newId(), externalId, content });
      return 'created';
    }
    if (row.retired_at) return { rejected: retired(row) };
    const change = compare(row, content);
    if (!change) return 'unchanged';
    changed.push(change);
    return 'changed';
  });
  if (write) {
    await createPlaces(db, agency, created);
    await changePlaces(db, agency, changed);
  }
  return { verdicts };
}

/** Why nothing comes to a place that its owner took out of use. */
export const retired = (place: { readonly address_line: string; readonly retired_at: string | null }) =>
  `${place.address_line} was retired here on ${place.retired_at?.slice(0, 10)} and stays so`;

const contentOf = (row: StandingPlace): Required<PlaceContent> => ({
  addressLine: row.address_line,
  city: row.city,
  state: row.state,
  location: pointOf(row),
  name: row.name,
  occupancyType: row.occupancy_type,
  stories: row.stories,
  yearBuilt: row.year_built,
});

/** What a file says otherwise than it stands; null when nothing. */
function compare(standing: StandingPlace, content: PlaceContent): ChangedPlace | null {
  const now: Record<string, unknown> = { ...contentOf(standing) };
  const after = Object.entries(content).filter(([field, value]) => !isDeepStrictEqual(value, now[field]));
  if (after.length === 0) return null;
  const before = after.map(([field]) => [field, now[field]]);
  return { standing, before: Object.fromEntries(before), after: Object.fromEntries(after) };
}

const subjectOf = (owner: AgencyId, withheld: boolean): Subject<'owner'> => ({
  parties: { owner },
  withheld,
});

/** Makes places of an agency with their traces. */
export async function createPlaces(db: Db, agency: AgencyId, places: readonly NewPlace[]): Promise<void> {
  await insertPlaces(db, agency, places);
  await logChanges(
    { db },
    places.map(({ id, externalId, content }) => {
      return { action: 'import', kind: 'place', id, after: { externalId, ...content }, agency };
    }),
  );
  const after = subjectOf(agency, false);
  await emitRecords(
    { db },
    places.map(({ id }) => ({ kind: 'place', id, before: null, after })),
  );
}

async function changePlaces(db: Db, agency: AgencyId, places: readonly ChangedPlace[]): Promise<void> {
  await updatePlaces(
    db,
    places.map(({ standing, after }) => ({ id: standing.id, content: { ...contentOf(standing), ...after } })),
  );
  await logChanges(
    { db },
    places.map(({ standing: { id }, before, after }) => {
      return { action: 'import', kind: 'place', id, before, after, agency };
    }),
  );
  const moved = places.filter(({ after }) => 'addressLine' in after || 'location' in after);
  const carried = await recordsAtPlaces(
    db,
    moved.map(({ standing }) => standing.id),
  );
  await emitRecords({ db }, [
    ...places.map(({ standing: { id, withheld } }) => {
      const subject = subjectOf(agency, withheld);
      return { kind: 'place', id, before: subject, after: subject };
    }),
    ...carried.map((row) => {
      const subject = subjectAtPlace(row);
      return { kind: row.kind, id: row.id, before: subject, after: subject };
    }),
  ]);
}
