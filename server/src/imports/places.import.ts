import { isDeepStrictEqual } from 'node:util';
import { type AgencyId, decide, place as rules, type Subject } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { emitRecords, logChanges } from '../audit/audit.store.ts';
import type { Database, Db } from '../db/open.ts';
import { subjectOf as factsOf } from '../kinds/entry.ts';
import { kinds } from '../kinds/kinds.ts';
import { pointOf } from '../kinds/point.ts';
import { type BatchOutcome, type ImportRun, importInBatches, type Tally, type Verdict } from './batches.ts';
import { authorOf, beginBatch, type Importer, personOf, wholeAgency } from './importer.ts';
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
  readonly way: string | null;
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
    applyPlaces(
      db,
      wholeAgency(agency),
      items.map(({ place }) => place),
      !run.dryRun,
    ),
  );

/** A place as a file has it. */
export type PlaceRecord = PlaceContent & { readonly externalId: string };

/** Makes places or brings them up to date. */
export async function applyPlaces(
  db: Db,
  importer: Importer,
  records: readonly PlaceRecord[],
  write: boolean,
): Promise<BatchOutcome> {
  const { agency, viewer } = importer;
  await beginBatch(db, agency);
  const ids = records.map((record) => record.externalId);
  const rows = await placesByExternalId(db, agency, ids, write);
  const standing = new Map(rows.map((row) => [row.external_id, row]));
  const created: NewPlace[] = [];
  const changed: ChangedPlace[] = [];
  const verdicts = records.map(({ externalId, ...content }): Verdict => {
    const row = standing.get(externalId);
    const action = rules.actions[row ? 'edit' : 'create'];
    const way = decide(action, viewer, subjectOf(agency, row?.withheld ?? false))?.way;
    if (!way) return { rejected: `places may not be ${row ? 'changed' : 'made'} by who imports them` };
    if (!row) {
      created.push({ id: newId(), externalId, content });
      return 'created';
    }
    if (row.retired_at) return { rejected: retired(row) };
    const change = compare(row, content, way);
    if (!change) return 'unchanged';
    changed.push(change);
    return 'changed';
  });
  if (write) {
    await createPlaces(db, importer, created);
    await changePlaces(db, importer, changed);
  }
  return { verdicts };
}

/** Why nothing comes to a place that its owner took out of use. */
export const retired = (place: { readonly address_line: string; readonly retired_at: string | null }) =>
  `${place.address_line} was retired here on ${place.retired_at?.slice(0, 10)} and stays so`;

const contentOf = (row: StandingPlace): Required<PlaceContent> => ({
  addressLine: row.address_line,
  unit: row.unit,
  city: row.city,
  state: row.state,
  zip: row.zip,
  location: pointOf(row),
  name: row.name,
  occupancyType: row.occupancy_type,
  constructionType: row.construction_type,
  stories: row.stories,
  yearBuilt: row.year_built,
  floorAreaSqFt: row.floor_area_sq_ft,
  notes: row.notes,
});

/** What a file says otherwise than it stands; null when nothing. */
function compare(standing: StandingPlace, content: PlaceContent, way: string): ChangedPlace | null {
  const now: Record<string, unknown> = { ...contentOf(standing) };
  const after = Object.entries(content).filter(([field, value]) => !isDeepStrictEqual(value, now[field]));
  if (after.length === 0) return null;
  const before = after.map(([field]) => [field, now[field]]);
  return { standing, way, before: Object.fromEntries(before), after: Object.fromEntries(after) };
}

const subjectOf = (owner: AgencyId, withheld: boolean): Subject<'owner'> => ({
  parties: { owner },
  withheld,
});

/** Makes places of an agency with their traces. */
export async function createPlaces(db: Db, importer: Importer, places: readonly NewPlace[]): Promise<void> {
  const { agency, viewer } = importer;
  const after = subjectOf(agency, false);
  const way = decide(rules.actions.create, viewer, after)?.way ?? null;
  await insertPlaces(db, agency, personOf(importer), places);
  await logChanges(
    authorOf(importer, db),
    places.map(({ id, externalId, content }) => {
      return { action: 'import', kind: 'place', id, after: { externalId, ...content }, agency, way };
    }),
  );
  await emitRecords(
    { db },
    places.map(({ id }) => ({ kind: 'place', id, before: null, after })),
  );
}

async function changePlaces(db: Db, importer: Importer, places: readonly ChangedPlace[]): Promise<void> {
  const { agency } = importer;
  await updatePlaces(
    db,
    places.map(({ standing, after }) => ({ id: standing.id, content: { ...contentOf(standing), ...after } })),
  );
  await logChanges(
    authorOf(importer, db),
    places.map(({ standing: { id }, way, before, after }) => {
      return { action: 'import', kind: 'place', id, before, after, agency, way };
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
      const subject = factsOf(kinds[row.kind], row.facts);
      return { kind: row.kind, id: row.id, before: subject, after: subject };
    }),
  ]);
}
