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
import { remember, rememberedOf } from './memory.store.ts';
import { changesSince, saidSoFar } from './memory.ts';
import {
  digitsOf,
  insertPlaces,
  keyPlaces,
  type PlaceContent,
  placesByExternalId,
  placesNear,
  recordsAtPlaces,
  type StandingPlace,
  updatePlaces,
} from './places.store.ts';
import type { AddressItem, PlaceRow } from './readers/cambridge-addresses.ts';
import { isSameAddress } from './same-address.ts';

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
  bringBack = false,
): Promise<BatchOutcome> {
  const { agency, viewer } = importer;
  await beginBatch(db, agency);
  const ids = records.map((record) => record.externalId);
  const rows = await placesByExternalId(db, agency, ids, write);
  const standing = new Map(rows.map((row) => [row.external_id, row]));
  const remembered = await rememberedOf(db, agency, 'place', ids);
  const fresh = records.filter(({ externalId }) => !standing.has(externalId) && !remembered.has(externalId));
  const doubles = await doublesOf(db, agency, fresh, write);
  const created: NewPlace[] = [];
  const changed: ChangedPlace[] = [];
  const joined: { readonly id: string; readonly externalId: string }[] = [];
  const warnings: string[] = [];
  const verdicts = records.map(({ externalId, ...content }): Verdict => {
    const double = doubles.get(externalId);
    const row = standing.get(externalId) ?? double;
    const action = rules.actions[row ? 'edit' : 'create'];
    const way = decide(action, viewer, subjectOf(agency, row?.withheld ?? false))?.way;
    if (!way) return { rejected: `places may not be ${row ? 'changed' : 'made'} by who imports them` };
    if (!row) {
      if (remembered.has(externalId) && !bringBack) return { rejected: goneHere };
      created.push({ id: newId(), externalId, content });
      return 'created';
    }
    if (row.retired_at) return { rejected: retired(row) };
    if (double) {
      joined.push({ id: row.id, externalId });
      warnings.push(`"${content.addressLine}" is taken for "${row.address_line}", which is here already`);
    }
    const said = changesSince(remembered.get(externalId), content, contentOf(row)) as Partial<PlaceContent>;
    const news = withoutGuess(row, said);
    if (row.withheld && news.withheld === false) warnings.push(opened);
    const change = compare(row, news, way);
    if (change) changed.push(change);
    return change || double ? 'changed' : 'unchanged';
  });
  if (write) {
    const accepted = records.filter((_, at) => typeof verdicts[at] === 'string');
    await remember(
      db,
      agency,
      'place',
      accepted.flatMap(({ externalId, ...content }) => {
        const before = remembered.get(externalId);
        const said = saidSoFar(before, content);
        return before && isDeepStrictEqual(before, JSON.parse(JSON.stringify(said)))
          ? []
          : [{ externalId, said }];
      }),
    );
    await createPlaces(db, importer, created);
    await changePlaces(db, importer, changed);
    await keyPlaces(db, joined);
  }
  return { verdicts, placesJoined: joined.length, warnings };
}

/** An approximate point never takes the place of one that somebody set. */
function withoutGuess(row: StandingPlace, news: Partial<PlaceContent>): Partial<PlaceContent> {
  if (!news.locationSource || row.location_source) return news;
  const { location: _, locationSource: __, ...rest } = news;
  return rest;
}

/** What a person should know of a file that opens what is withheld here. */
export const opened = 'withheld here and no longer in the file: partners may see it';

const goneHere =
  'the place came in before and is no longer among the agency’s own (merged or handed over); it does not come back unless the mapping says to bring deleted records back';

/** The agency's places, known to no source, that new ones of a file are: by address and unit, and near their points. */
async function doublesOf(
  db: Db,
  agency: AgencyId,
  fresh: readonly PlaceRecord[],
  hold: boolean,
): Promise<Map<string, StandingPlace>> {
  const wanted = fresh.map(({ externalId: key, addressLine, location: { coordinates } }) => {
    const [lng = 0, lat = 0] = coordinates;
    return { key, digits: digitsOf(addressLine), lng, lat };
  });
  const byKey = new Map(fresh.map((record) => [record.externalId, record]));
  const found = new Map<string, StandingPlace>();
  const used = new Set<string>();
  for (const row of await placesNear(db, agency, wanted, true, hold)) {
    const record = byKey.get(row.key)!;
    const here = { addressLine: row.address_line, unit: row.unit };
    if (found.has(row.key) || used.has(row.id) || !isSameAddress(record, here)) continue;
    found.set(row.key, row);
    used.add(row.id);
  }
  return found;
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
  locationSource: row.location_source,
  withheld: row.withheld,
});

/** What a file says otherwise than it stands; null when nothing. */
function compare(standing: StandingPlace, content: Partial<PlaceContent>, way: string): ChangedPlace | null {
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
  const way = decide(rules.actions.create, viewer, subjectOf(agency, false))?.way ?? null;
  await insertPlaces(db, agency, personOf(importer), places);
  await logChanges(
    authorOf(importer, db),
    places.map(({ id, externalId, content }) => {
      return { action: 'import', kind: 'place', id, after: { externalId, ...content }, agency, way };
    }),
  );
  await emitRecords(
    { db },
    places.map(({ id, content }) => ({
      kind: 'place',
      id,
      before: null,
      after: subjectOf(agency, content.withheld ?? false),
    })),
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
  const moved = places.filter(({ after }) =>
    ['addressLine', 'location', 'withheld'].some((field) => field in after),
  );
  const withheldBefore = new Map(moved.map(({ standing }) => [standing.id, standing.withheld]));
  const carried = await recordsAtPlaces(
    db,
    moved.map(({ standing }) => standing.id),
  );
  await emitRecords({ db }, [
    ...places.map(({ standing: { id, withheld }, after }) => ({
      kind: 'place',
      id,
      before: subjectOf(agency, withheld),
      after: subjectOf(agency, after.withheld ?? withheld),
    })),
    ...carried.map((row) => {
      const after = factsOf(kinds[row.kind], row.facts);
      const before = { ...after, placeWithheld: withheldBefore.get(row.place_id) ?? after.placeWithheld };
      return { kind: row.kind, id: row.id, before: before as typeof after, after };
    }),
  ]);
}
