import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

export interface WantedAgency {
  readonly name: string;
  readonly state: string;
  readonly fdid: string | null;
  readonly county: string;
}

/** An agency that may be the one a file speaks of; `at` says which of those asked for. */
export interface CandidateAgency {
  readonly at: number;
  readonly id: AgencyId;
  readonly name: string;
  readonly fdid: string | null;
  readonly county_fips: string;
}

/**
 * The agencies of the same FDID in the same state; else, where one side has no FDID, of the same name in the same
 * county. The best of them first; held unless only looked at.
 */
export async function candidateAgencies(
  db: Db,
  wanted: readonly WantedAgency[],
  hold: boolean,
): Promise<CandidateAgency[]> {
  const asked = wanted.map((each, at) => ({ at, ...each }));
  const { rows } = await sql<CandidateAgency>`
    select w.at, a.id, a.name, a.fdid, a.county_fips
    from jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as w(at integer, name text, state text, fdid text, county text)
    join agency a on a.state = w.state and (a.fdid = w.fdid or (
      (a.fdid is null or w.fdid is null) and a.county_fips = w.county and lower(a.name) = lower(w.name)))
    order by w.at, (a.fdid is not distinct from w.fdid) desc, a.created_at, a.id
    ${hold ? sql`for update of a` : sql``}`.execute(db);
  return rows;
}

export interface NewAgency extends WantedAgency {
  readonly id: AgencyId;
  readonly kind: string;
  readonly timeZone: string;
  readonly color: string;
}

/** Makes accounts with their home counties; both features are off. */
export async function insertAgencies(db: Db, agencies: readonly NewAgency[]): Promise<void> {
  if (agencies.length === 0) return;
  const rows = sql`jsonb_to_recordset(${JSON.stringify(agencies)}::jsonb) as r(id uuid, name text, kind text, state text,
    county text, fdid text, "timeZone" text, color text)`;
  await sql`insert into agency (id, name, kind, state, county_fips, fdid, time_zone, color)
    select id, name, kind, state, county, fdid, "timeZone", color from ${rows}`.execute(db);
  await sql`insert into agency_county (agency_id, fips, home) select id, county, true from ${rows}`.execute(
    db,
  );
}

export async function renameAgencies(
  db: Db,
  agencies: readonly { readonly id: AgencyId; readonly name: string; readonly fdid: string | null }[],
): Promise<void> {
  if (agencies.length === 0) return;
  await sql`update agency a set name = r.name, fdid = r.fdid, version = a.version + 1, updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(agencies)}::jsonb) as r(id uuid, name text, fdid text)
    where a.id = r.id`.execute(db);
}
