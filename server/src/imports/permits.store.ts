import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { StandingPlace } from './places.store.ts';

/** Where a permit is, as the permit carries it. */
export interface DoorOfPermit {
  readonly place_id: string;
  readonly address_line: string;
  readonly lng: number;
  readonly lat: number;
  readonly place_withheld: boolean;
}

/** What an import writes of a permit. */
export interface PermitColumns extends DoorOfPermit {
  readonly id: string;
  readonly external_id: string;
  readonly number: string;
  readonly type: string;
  readonly class: string;
  readonly status: string;
  readonly description: string | null;
  readonly issued_on: string | null;
}

/** A permit as it stands, found by the id that its source has for it. */
export interface StandingPermit extends PermitColumns {
  readonly author_id: AgencyId;
  readonly owner_id: AgencyId;
  readonly withheld: boolean;
  readonly expires_on: string | null;
  readonly place_external_id: string | null;
}

const columns = sql`r(id uuid, external_id text, number text, type text, class text, status text, description text,
  issued_on date, place_id uuid, address_line text, lng float8, lat float8, place_withheld boolean)`;

/** The permits of an agency that came from a source under these ids; held unless only looked at. */
export async function permitsByExternalId(
  db: Db,
  author: AgencyId,
  externalIds: readonly string[],
  hold: boolean,
): Promise<StandingPermit[]> {
  const { rows } = await sql<StandingPermit>`
    select t.id, t.external_id, t.number, t.type, t.class, t.status, t.description, t.issued_on, t.expires_on,
      t.author_id, t.owner_id, t.withheld, t.place_id, t.address_line, t.lng, t.lat, t.place_withheld,
      p.external_id as place_external_id
    from permit t join place p on p.id = t.place_id
    where t.author_id = ${author} and t.external_id = any (${[...externalIds]}::text[])
    order by t.id ${hold ? sql`for update of t` : sql``}`.execute(db);
  return rows;
}

/** Which of these numbers the agency has given to permits already. */
export async function numbersTaken(
  db: Db,
  author: AgencyId,
  numbers: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ number: string }>`
    select number from permit where author_id = ${author} and number = any (${[...numbers]}::text[])`.execute(
    db,
  );
  return new Set(rows.map((row) => row.number));
}

export interface WantedDoor {
  readonly key: string;
  readonly addressLine: string;
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
  wanted: readonly WantedDoor[],
  hold: boolean,
): Promise<(StandingPlace & { readonly key: string })[]> {
  if (wanted.length === 0) return [];
  const { rows } = await sql<StandingPlace & { readonly key: string }>`
    select w.key, p.* from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb)
      as w(key text, "addressLine" text, city text, state text)
    join place p on p.owner_id = ${owner} and p.retired_at is null
      and lower(p.address_line) = lower(w."addressLine" collate "C")
      and lower(p.city) = lower(w.city) and lower(p.state) = lower(w.state)
    order by p.unit nulls first, p.created_at, p.id ${hold ? sql`for share of p` : sql``}`.execute(db);
  return rows;
}

/** Makes permits at places of the agency's own. */
export async function insertPermits(
  db: Db,
  agency: AgencyId,
  permits: readonly PermitColumns[],
): Promise<void> {
  if (permits.length === 0) return;
  await sql`insert into permit (id, author_id, owner_id, external_id, number, type, class, status, description,
      issued_on, place_id, address_line, lng, lat, place_withheld)
    select id, ${agency}, ${agency}, external_id, number, type, class, status, description, issued_on, place_id,
      address_line, lng, lat, place_withheld
    from jsonb_to_recordset(${JSON.stringify(permits)}::jsonb) as ${columns}`.execute(db);
}

/** Writes permits that stand; one that changes its place stays with the place's owner. */
export async function updatePermits(db: Db, permits: readonly PermitColumns[]): Promise<void> {
  if (permits.length === 0) return;
  await sql`update permit t set number = r.number, type = r.type, class = r.class, status = r.status,
      description = r.description, issued_on = r.issued_on, place_id = r.place_id, address_line = r.address_line,
      lng = r.lng, lat = r.lat, place_withheld = r.place_withheld, version = t.version + 1, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(permits)}::jsonb) as ${columns} where t.id = r.id`.execute(db);
}
