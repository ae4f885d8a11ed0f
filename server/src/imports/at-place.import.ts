import { isDeepStrictEqual } from 'node:util';
import { type AgencyId, decide } from '@standpipe/policy';
import { v7 as newId } from 'uuid';
import { emitRecords, logChanges } from '../audit/audit.store.ts';
import type { Db } from '../db/open.ts';
import { subjectOf } from '../kinds/entry.ts';
import { kinds, rulesOf } from '../kinds/kinds.ts';
import type { AtPlaceKind } from '../records/at-place.ts';
import { type AtPlaceRecord, closedByOwner, type Plan, planRecord } from './at-place.plan.ts';
import {
  type Content,
  drawNumbers,
  insertRecords,
  keysTaken,
  recordsByExternalId,
  type StandingRecord,
  updateRecords,
} from './at-place.store.ts';
import type { BatchOutcome, Verdict } from './batches.ts';
import { authorOf, beginBatch, type Importer, personOf, relyOn } from './importer.ts';
import { remember, rememberedOf } from './memory.store.ts';
import { changesSince, saidSoFar } from './memory.ts';
import { opened } from './places.import.ts';
import { findOrCreateSites, noSuchPlace, type Site } from './sites.ts';
import { placeKey } from './wanted-place.ts';

/** How records come in. */
export interface AtPlaceRun {
  readonly write: boolean;
  /** Make places where the agency has none at the address. */
  readonly newPlaces: boolean;
  /** Places that a dry run has counted as made already. */
  readonly planned: Set<string>;
  /** Make records again that were deleted here. */
  readonly bringBack?: boolean | undefined;
}

interface Written {
  readonly plan: Plan;
  readonly way: string;
  readonly row: StandingRecord;
}

/** Makes permits or inspections with the places they are at, or brings them up to date. One that the file no longer lists stays. */
export async function applyAtPlace(
  db: Db,
  importer: Importer,
  kind: AtPlaceKind,
  records: readonly AtPlaceRecord[],
  { write, newPlaces, planned, bringBack }: AtPlaceRun,
): Promise<BatchOutcome> {
  const { agency } = importer;
  await beginBatch(db, agency);
  const ids = records.map((record) => record.externalId);
  const standing = new Map(
    (await recordsByExternalId(db, kind, agency, ids, write)).map((row) => [row.external_id, row]),
  );
  const fresh = records.filter((record) => !standing.has(record.externalId));
  const taken = await keysTaken(
    db,
    kind,
    records.flatMap(({ content: { number } }) => (number === undefined ? [] : [String(number)])),
    fresh.map((record) => record.externalId),
  );
  const remembered = await rememberedOf(db, agency, kind, ids);
  const relying = await relyOn(
    db,
    importer,
    [...standing.values()].map((each) => each.owner_id),
  );
  const numbers = new Set(taken.numbers);
  const plans = records.map((record) => {
    const before = standing.get(record.externalId) ?? null;
    if (!before && taken.externalIds.has(record.externalId)) return closedByOwner(kind);
    const earlier = remembered.get(record.externalId);
    if (!before && earlier && !bringBack) return deletedHere(kind);
    const news = before ? { ...record, content: changesSince(earlier, record.content, before) } : record;
    if (tooMany(news.content)) return 'the inspection would have more than 100 violations';
    const number = news.content.number as string | undefined;
    if (number !== undefined && number !== before?.number && numbers.has(number))
      return `the agency has another ${kind} with the number ${number}`;
    const plan = planRecord(kind, relying, news, before);
    if (typeof plan === 'object' && number !== undefined) numbers.add(number);
    return plan;
  });
  const going = plans.filter((plan) => typeof plan === 'object' && plan.site !== null) as Plan[];
  const wanted = new Map<string, AtPlaceRecord['place']>();
  for (const { record } of going)
    if (!wanted.has(placeKey(record.place))) wanted.set(placeKey(record.place), record.place);
  const {
    sites,
    made,
    importer: judged,
  } = await findOrCreateSites(db, relying, wanted, { write, newPlaces });

  const shut = new Set<AgencyId>();
  const created: Written[] = [];
  const changed: Written[] = [];
  const warnings: string[] = [];
  const verdicts = plans.map((plan): Verdict => {
    if (typeof plan === 'string') {
      const owner = standing.get(records[plans.indexOf(plan)]!.externalId)?.owner_id;
      if (owner && owner !== agency) shut.add(owner);
      return { rejected: plan };
    }
    const site = plan.site ? sites.get(plan.site)! : null;
    if (typeof site === 'string') return { rejected: site };
    const way = site && mayCreate(kind, judged, site);
    if (site && !way) {
      shut.add(site.owner);
      return { rejected: site.seen ? closedSite(kind) : noSuchPlace };
    }
    if (!plan.standing) {
      created.push({ plan, way: way!, row: rowOf(kind, judged, plan, newId(), site) });
      return 'created';
    }
    if (plan.standing.withheld && plan.changes.withheld === false) warnings.push(opened);
    if (!site && Object.keys(plan.changes).length === 0) return 'unchanged';
    changed.push({ plan, way: plan.way!, row: rowOf(kind, judged, plan, plan.standing.id, site) });
    return 'changed';
  });
  if (write) {
    const accepted = records.filter((_, at) => typeof verdicts[at] === 'string');
    await remember(
      db,
      agency,
      kind,
      accepted.flatMap(({ externalId, content }) => {
        const before = remembered.get(externalId);
        const said = saidSoFar(before, content);
        return before && isDeepStrictEqual(before, JSON.parse(JSON.stringify(said)))
          ? []
          : [{ externalId, said }];
      }),
    );
    await writeRecords(db, judged, kind, await numbered(db, judged, kind, created), changed);
  }
  const placesCreated = made.filter(({ externalId }) => !planned.has(externalId)).length;
  const learn = () => {
    for (const { externalId } of made) planned.add(externalId);
  };
  const relied = [...created, ...changed].map(({ row }) => row.owner_id).filter((owner) => owner !== agency);
  return { verdicts, placesCreated, warnings, learn, relied: [...new Set(relied)], shut: [...shut] };
}

const deletedHere = (kind: AtPlaceKind) =>
  `the ${kind} came in before and was deleted here; it stays so unless the mapping says to bring deleted records back`;

const tooMany = ({ violations }: Content) => Array.isArray(violations) && violations.length > 100;

const closedSite = (kind: AtPlaceKind) =>
  `its place belongs to another agency, which has not opened it for ${kind}s of this one`;

const mayCreate = (kind: AtPlaceKind, { agency, viewer }: Importer, { owner, withheld }: Site) =>
  decide(rulesOf(kind).actions.create, viewer, {
    parties: { author: agency, placeOwner: owner },
    placeWithheld: withheld,
  })?.way;

/** The whole row as it is to be. */
function rowOf(
  kind: AtPlaceKind,
  importer: Importer,
  { record, standing }: Plan,
  id: string,
  site: Site | null,
): StandingRecord {
  const at = site && {
    owner_id: site.owner,
    place_id: site.id,
    address_line: site.addressLine,
    lng: site.lng,
    lat: site.lat,
    place_withheld: site.withheld,
  };
  const begun = { author_id: importer.agency, created_by: personOf(importer), withheld: false };
  const content = { ...record.content, ...(kind === 'inspection' && arrivals(record.content, standing)) };
  return {
    ...(standing ?? { ...begun, ...beginnings[kind], external_id: record.externalId }),
    ...content,
    ...at,
    id,
  } as StandingRecord;
}

/** What a new record has where its file says nothing. */
const beginnings: Readonly<Record<AtPlaceKind, Content>> = {
  permit: { status: 'applied' },
  inspection: { status: 'scheduled', scheduled_all_day: false, violations: [], checklist: [] },
};

/** The times that coming to a status sets, as far as the file says them: the day of the import is none of them. */
function arrivals({ status, ...said }: Content, standing: StandingRecord | null): Content {
  if (status === undefined || status === standing?.status) return {};
  if (status !== 'completed') return {};
  const started = said.started_at ?? standing?.started_at ?? said.completed_at;
  return started === undefined ? {} : { started_at: started };
}

/** Gives the next numbers of the agency's series to records whose file has none for them. */
async function numbered(db: Db, importer: Importer, kind: AtPlaceKind, created: readonly Written[]) {
  const bare = created.filter(({ row }) => row.number === undefined);
  const year = new Date().toLocaleDateString('en', { year: 'numeric', timeZone: importer.timeZone });
  const numbers =
    bare.length > 0 ? await drawNumbers(db, kind, importer.agency, Number(year), bare.length) : [];
  return created.map((each) =>
    each.row.number === undefined ? { ...each, row: { ...each.row, number: numbers.shift()! } } : each,
  );
}

async function writeRecords(
  db: Db,
  importer: Importer,
  kind: AtPlaceKind,
  created: readonly Written[],
  changed: readonly Written[],
): Promise<void> {
  await insertRecords(
    db,
    kind,
    created.map(({ row }) => row),
  );
  await updateRecords(
    db,
    kind,
    changed.map(({ row }) => row),
  );
  const entry = { action: 'import', kind, agency: importer.agency };
  await logChanges(authorOf(importer, db), [
    ...created.map(({ plan, row, way }) => ({
      ...entry,
      id: row.id,
      way,
      after: said(row, { ...plan.changes, number: row.number }, true),
    })),
    ...changed.map(({ plan: { standing, site, changes }, row, way }) => {
      const before = Object.fromEntries(Object.keys(changes).map((column) => [column, standing![column]]));
      return {
        ...entry,
        id: row.id,
        way,
        before: said(standing!, before, site !== null),
        after: said(row, changes, site !== null),
      };
    }),
  ]);
  await emitRecords({ db }, [
    ...created.map(({ row }) => ({ kind, id: row.id, before: null, after: subjectOf(kinds[kind], row) })),
    ...changed.map(({ plan: { standing }, row }) => ({
      kind,
      id: row.id,
      before: subjectOf(kinds[kind], standing!),
      after: subjectOf(kinds[kind], row),
    })),
  ]);
}

const camel = (column: string) => column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** A record's content as messages name it, for the change log. */
const said = (row: StandingRecord, content: Content, withPlace: boolean) => ({
  ...Object.fromEntries(
    Object.entries(content)
      .filter(([column]) => column !== 'scheduled_all_day')
      .map(([column, value]) => [camel(column), value]),
  ),
  ...(withPlace && { placeId: row.place_id, addressLine: row.address_line }),
});
