import type { AgencyId } from '@standpipe/policy';
import type { Point } from 'geojson';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { AtPlaceRow } from '../records/at-place.ts';

/** What an import may say of a place; what it does not say stays as it is. */
export interface PlaceContent {
  readonly addressLine: string;
  readonly city: string;
  readonly state: string;
  readonly location: Point;
  readonly name?: string | null;
  readonly occupancyType?: string | null;
  readonly stories?: number | null;
  readonly yearBuilt?: number | null;
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
  readonly name: string | null;
  readonly occupancy_type: string | null;
  readonly stories: number | null;
  readonly year_built: number | null;
}

/** A place of a file is written as rows with these columns. */
const flat = ({ location, ...content }: PlaceContent) => ({
  ...content,
  lng: location.coordinates[0],
  lat: location.coordinates[1],
});

const columns = sql`r(id uuid, "externalId" text, "addressLine" text, city text, state text, lng float8, lat float8,
  name text, "occupancyType" text, stories integer, "yearBuilt" integer)`;

/** The places of an agency that came from a source under these ids, retired ones too; held unless only looked at. */
export async function placesByExternalId(
  db: Db,
  owner: AgencyId,
  externalIds: readonly string[],
  hold: boolean,
): Promise<StandingPlace[]> {
  const { rows } = await sql<StandingPlace>`
    select id, external_id, retired_at, withheld, address_line, city, state, lng, lat, name, occupancy_type, stories,
      year_built
    from place where owner_id = ${owner} and external_id = any (${[...externalIds]}::text[])
    order by id ${hold ? sql`for update` : sql``}`.execute(db);
  return rows;
}

export async function insertPlaces(
  db: Db,
  owner: AgencyId,
  places: readonly { readonly id: string; readonly externalId: string; readonly content: PlaceContent }[],
): Promise<void> {
  if (places.length === 0) return;
  const rows = places.map(({ id, externalId, content }) => ({ id, externalId, ...flat(content) }));
  await sql`insert into place (id, owner_id, external_id, address_line, city, state, lng, lat, name, occupancy_type,
      stories, year_built)
    select id, ${owner}, "externalId", "addressLine", city, state, lng, lat, name, "occupancyType", stories, "yearBuilt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ${columns}`.execute(db);
}

/** Writes the whole content of places that stand. */
export async function updatePlaces(
  db: Db,
  places: readonly { readonly id: string; readonly content: PlaceContent }[],
): Promise<void> {
  if (places.length === 0) return;
  const rows = places.map(({ id, content }) => ({ id, ...flat(content) }));
  await sql`update place p set address_line = r."addressLine", city = r.city, state = r.state, lng = r.lng, lat = r.lat,
      name = r.name, occupancy_type = r."occupancyType", stories = r.stories, year_built = r."yearBuilt",
      version = p.version + 1, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as ${columns} where p.id = r.id`.execute(db);
}

export type CarriedRow = Pick<
  AtPlaceRow<'permit'>,
  'id' | 'author_id' | 'owner_id' | 'status' | 'withheld' | 'place_withheld'
> & { readonly kind: 'permit' | 'inspection' };

/** Everything at these places, whoever made it: it carries a copy of the place's address and point. */
export async function recordsAtPlaces(db: Db, placeIds: readonly string[]): Promise<CarriedRow[]> {
  if (placeIds.length === 0) return [];
  const at = (kind: 'permit' | 'inspection') => sql`
    select ${kind}::text as kind, id, author_id, owner_id, status, withheld, place_withheld from ${sql.table(kind)}
    where place_id = any (${[...placeIds]}::uuid[])`;
  const { rows } = await sql<CarriedRow>`${at('permit')} union all ${at('inspection')}`.execute(db);
  return rows;
}
