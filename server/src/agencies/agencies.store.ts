import type { AgencyParameters } from '@standpipe/contract';
import { type AgencyId, agencyId } from '@standpipe/policy';
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely';
import type { Db } from '../db/open.ts';
import type { AgencyTable } from '../db/tables/agencies.ts';
import { withoutAdministrator } from '../people/addition.ts';

export type AgencyRow = Selectable<AgencyTable> & { readonly counties: string[] };

const selected = sql`a.*, array(select fips from agency_county c
  where c.agency_id = a.id and upper_inf(c.valid) order by c.home desc, fips) as counties`;

export async function findAgency(db: Db, id: string): Promise<AgencyRow | null> {
  const { rows } = await sql<AgencyRow>`select ${selected} from agency a where a.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** What the operator narrows the list of agencies by. */
export type AgencyFilters = Pick<AgencyParameters, 'state' | 'county' | 'feature' | 'administrator'>;

const featured = {
  clientDataSharing: sql`a.client_data_sharing`,
  userDataSharing: sql`a.user_data_sharing`,
  none: sql`not a.client_data_sharing and not a.user_data_sharing`,
};

/** Agencies by name, from a place in that order on. */
export async function listAgencies(
  db: Db,
  words: readonly string[],
  { state, county, feature, administrator }: AgencyFilters,
  after: { readonly key: string; readonly id: string } | null,
  limit: number,
): Promise<(AgencyRow & { readonly sort_key: string })[]> {
  const matches = words.map(
    (word) => sql`lower(a.name) like ${`%${word.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`}`,
  );
  const conditions = [
    ...matches,
    ...(state ? [sql`a.state = ${state}`] : []),
    ...(county
      ? [
          sql`exists (select from agency_county c where c.agency_id = a.id and c.fips = ${county} and upper_inf(c.valid))`,
        ]
      : []),
    ...(feature ? [featured[feature]] : []),
    ...(administrator ? [withoutAdministrator] : []),
    ...(after ? [sql`(lower(a.name), a.id) > (${after.key}, ${after.id}::uuid)`] : []),
  ];
  const { rows } = await sql<AgencyRow & { readonly sort_key: string }>`
    select ${selected}, lower(a.name) as sort_key from agency a
    where ${conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`}
    order by lower(a.name), a.id limit ${limit + 1}`.execute(db);
  return rows;
}

export const insertAgency = (db: Db, agency: Insertable<AgencyTable>) =>
  db.insertInto('agency').values(agency).execute();

export async function updateAgency(db: Db, id: string, version: number, change: Updateable<AgencyTable>) {
  const { numUpdatedRows } = await db
    .updateTable('agency')
    .set({ ...change, version: version + 1, updated_at: sql<string>`now()` })
    .where('id', '=', agencyId(id))
    .where('version', '=', version)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Makes these the counties an agency serves now; counties it no longer serves keep their period. */
export async function setCounties(
  db: Db,
  id: AgencyId,
  home: string,
  counties: readonly string[],
): Promise<void> {
  await sql`update agency_county set valid = tstzrange(lower(valid), clock_timestamp())
    where agency_id = ${id} and upper_inf(valid)
      and not (fips = any (${counties}::text[]) and home = (fips = ${home}))`.execute(db);
  await sql`insert into agency_county (agency_id, fips, home, valid)
    select ${id}, fips, fips = ${home}, tstzrange(clock_timestamp(), null) from unnest(${counties}::text[]) fips
    where not exists (select from agency_county c where c.agency_id = ${id} and c.fips = fips.fips and upper_inf(c.valid))`.execute(
    db,
  );
}

export interface LinkRow {
  readonly id: string;
  readonly created_at: string;
  readonly one: AgencyId;
  readonly one_name: string;
  readonly other: AgencyId;
  readonly other_name: string;
}

/** Links in force, newest first, or one of them. */
export async function listLinks(
  db: Db,
  which: { readonly id?: string; readonly after?: string | undefined; readonly limit: number },
): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select l.id, l.created_at, l.one, l.other, x.name as one_name, y.name as other_name
    from agency_link l join agency x on x.id = l.one join agency y on y.id = l.other
    where upper_inf(l.valid) ${which.id ? sql`and l.id = ${which.id}` : sql``}
      ${which.after ? sql`and l.id < ${which.after}` : sql``}
    order by l.id desc limit ${which.limit + 1}`.execute(db);
  return rows;
}

export async function insertLink(db: Db, id: string, one: AgencyId, other: AgencyId): Promise<boolean> {
  const { rows } = await sql`insert into agency_link (id, one, other) values (${id}, ${one}, ${other})
    on conflict (one, other) where upper_inf(valid) do nothing returning id`.execute(db);
  return rows.length === 1;
}

export const endLink = (db: Db, id: string) =>
  sql`update agency_link set valid = tstzrange(lower(valid), clock_timestamp())
    where id = ${id} and upper_inf(valid)`.execute(db);
