import type { AgencyId } from '@standpipe/policy';
import type { Point } from 'geojson';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { FactRow } from '../kinds/entry.ts';
import type { RecordKind } from '../kinds/kinds.ts';
import { idsAmong } from './at-place.store.ts';
import { madeHere } from './made-here.ts';

/** What an import may say of a place; what it does not say stays as it is. */
export interface PlaceContent {
  readonly addressLine: string;
  readonly city: string;
  readonly state: string;
  readonly location: Point;
  readonly unit?: string | null;
  readonly zip?: string | null;
  readonly name?: string | null;
  readonly occupancyType?: string | null;
  readonly constructionType?: string | null;
  readonly stories?: number | null;
  readonly yearBuilt?: number | null;
  readonly floorAreaSqFt?: number | null;
  readonly notes?: string | null;
  /** What the point is the middle of where nobody has set it. */
  readonly locationSource?: 'zip' | 'county' | null;
  readonly withheld?: boolean;
}

/** A place as it stands, found by the id that its source has for it. */
export interface StandingPlace {
  readonly id: string;
  readonly external_id: string;
  readonly retired_at: string | null;
  readonly withheld: boolean;
  readonly address_line: string;
  readonly city: string;
  readonly state: string;
  readonly lng: number;
  readonly lat: number;
  readonly unit: string | null;
  readonly zip: string | null;
  readonly name: string | null;
  readonly occupancy_type: string | null;
  readonly construction_type: string | null;
  readonly stories: number | null;
  readonly year_built: number | null;
  readonly floor_area_sq_ft: number | null;
  readonly notes: string | null;
  readonly location_source: 'zip' | 'county' | null;
}

/** A place of a file is written as rows with these columns. */
const flat = ({ location, ...content }: PlaceContent) => ({
  ...content,
  lng: location.coordinates[0],
  lat: location.coordinates[1],
});

const columns = sql`r(id uuid, "externalId" text, "addressLine" text, unit text, city text, state text, zip text,
  lng float8, lat float8, name text, "occupancyType" text, "constructionType" text, stories integer,
  "yearBuilt" integer, "floorAreaSqFt" integer, notes text,
  "locationSource" text, withheld boolean)`;

const standing = sql`p.id, p.external_id, p.retired_at, p.withheld, p.address_line, p.unit, p.city, p.state, p.zip,
  p.lng, p.lat, p.name, p.occupancy_type, p.construction_type, p.stories, p.year_built, p.floor_area_sq_ft, p.notes,
  p.location_source`;

/**
 * The places of an agency that came from a source under these ids, or that have them as their own, retired ones too;
 * held unless only looked at. `external_id` is the id by which each was asked for.
 */
export async function placesByExternalId(
  db: Db,
  owner: AgencyId,
  externalIds: readonly string[],
  hold: boolean,
): Promise<StandingPlace[]> {
  const own = idsAmong(externalIds);
  const { rows } = await sql<StandingPlace>`
    select ${standing}, case when p.id = any (${own}::uuid[]) then p.id::text else p.external_id end as external_id
    from place p where owner_id = ${owner}
      and (external_id = any (${[...externalIds]}::text[]) or id = any (${own}::uuid[]))
    order by id ${hold ? sql`for update` : sql``}`.execute(db);
  return rows;
}

export async function insertPlaces(
  db: Db,
  owner: AgencyId,
  createdBy: string | null,
  places: readonly { readonly id: string; readonly externalId: string; readonly content: PlaceContent }[],
): Promise<void> {
  if (places.length === 0) return;
  const rows = places.map(({ id, externalId, content }) => ({ id, externalId, ...flat(content) }));
  await sql`insert into place (id, owner_id, created_by, external_id, address_line, unit, city, state, zip, lng, lat, name,
      occupancy_type, construction_type, stories, year_built, floor_area_sq_ft, notes, location_source, withheld)
    select id, ${owner}, ${createdBy}::uuid, "externalId", "addressLine", unit, city, state, zip, lng, lat, name,
      "occupancyType", "constructionType", stories, "yearBuilt", "floorAreaSqFt", notes, "locationSource",
      coalesce(withheld, false)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ${columns}`.execute(db);
}

/** Writes the whole content of places that stand. */
export async function updatePlaces(
  db: Db,
  places: readonly { readonly id: string; readonly content: PlaceContent }[],
): Promise<void> {
  if (places.length === 0) return;
  const rows = places.map(({ id, content }) => ({ id, ...flat(content) }));
  await sql`update place p set address_line = r."addressLine", unit = r.unit, city = r.city, state = r.state, zip = r.zip,
      lng = r.lng, lat = r.lat, name = r.name, occupancy_type = r."occupancyType",
      construction_type = r."constructionType", stories = r.stories, year_built = r."yearBuilt",
      floor_area_sq_ft = r."floorAreaSqFt", notes = r.notes, location_source = r."locationSource",
      withheld = r.withheld, version = p.version + 1, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ${columns} where p.id = r.id`.execute(db);
}

/** Some 300 meters: as far as two sources may set the same address apart. */
const nearby = 0.003;

export interface WantedNear {
  readonly key: string;
  /** The digits of its address line: whatever else is abbreviated, they are not. */
  readonly digits: string;
  readonly lng: number;
  readonly lat: number;
}

/** The digits of an address line, as the index has them. */
export const digitsOf = (addressLine: string): string => addressLine.replace(/[^0-9]+/g, ' ').trim();

/** The agency's places near these points with these digits in their address; `loose`: only those that no source has an id of its own for. */
export async function placesNear(
  db: Db,
  owner: AgencyId,
  wanted: readonly WantedNear[],
  loose: boolean,
  hold: boolean,
): Promise<(StandingPlace & { readonly key: string })[]> {
  if (wanted.length === 0) return [];
  const free = sql`and (p.external_id is null or p.external_id like ${`${madeHere}:%`})`;
  const { rows } = await sql<StandingPlace & { readonly key: string }>`
    select w.key, ${standing} from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as w(key text, digits text, lng float8, lat float8)
    join place p on p.owner_id = ${owner} and p.retired_at is null ${loose ? free : sql``}
      and btrim(regexp_replace(p.address_line, '[^0-9]+', ' ', 'g')) = w.digits collate "C"
      and p.lng between w.lng - ${nearby} and w.lng + ${nearby} and p.lat between w.lat - ${nearby} and w.lat + ${nearby}
    order by p.created_at, p.id ${hold ? sql`for update of p` : sql``}`.execute(db);
  return rows;
}

/** From now on these places are known by the ids that a source has for them. */
export async function keyPlaces(
  db: Db,
  places: readonly { readonly id: string; readonly externalId: string }[],
): Promise<void> {
  if (places.length === 0) return;
  await sql`update place p set external_id = r."externalId"
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as r(id uuid, "externalId" text)
    where p.id = r.id`.execute(db);
}

export interface WantedSite {
  readonly key: string;
  readonly addressLine: string;
  readonly unit?: string | null | undefined;
  readonly city: string;
  readonly state: string;
}

/**
 * The agency's places at these addresses, however they came to be; of several at one address, that without a unit and
 * the eldest come first. Held, so that they stay what they are while something is made there.
 */
export async function placesByAddress(
  db: Db,
  owner: AgencyId,
  wanted: readonly WantedSite[],
  hold: boolean,
): Promise<(StandingPlace & { readonly key: string })[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<StandingPlace & { readonly key: string }>`
    select w.key, ${standing} from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as w(key text, "addressLine" text, unit text, city text, state text)
    join place p on p.owner_id = ${owner} and p.retired_at is null
      and lower(p.address_line) = lower(w."addressLine" collate "C")
      and lower(p.city) = lower(w.city) and lower(p.state) = lower(w.state)
      and (w.unit is null or lower(p.unit) = lower(w.unit))
    order by p.unit nulls first, p.created_at, p.id ${hold ? sql`for share of p` : sql``}`.execute(db);
  return rows;
}

export interface CarriedRow {
  readonly place_id: string;
  readonly kind: RecordKind;
  readonly id: string;
  readonly facts: FactRow;
}

/** Everything at these places of the acting agency's, whoever made it: it carries a copy of the place's address and point. */
export async function recordsAtPlaces(db: Db, placeIds: readonly string[]): Promise<CarriedRow[]> {
  if (placeIds.length === 0) return [];
  const { rows } = await sql<CarriedRow>`
    select w.id as place_id, r.* from unnest(${[...placeIds]}::uuid[]) w(id) cross join lateral records_at_place(w.id) r`.execute(
    db,
  );
  return rows;
}
