import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';

/** What a change of a record left behind. */
export interface NewVersion {
  readonly kind: string;
  readonly id: string;
  readonly version: number;
  /** The agency whose record it is. */
  readonly agency: AgencyId;
  readonly byPerson: string | null;
  readonly byAgency: AgencyId;
  readonly content: unknown;
}

export const insertVersion = (db: Db, each: NewVersion): Promise<void> => insertVersions(db, [each]);

export async function insertVersions(db: Db, versions: readonly NewVersion[]): Promise<void> {
  if (versions.length === 0) return;
  await sql`insert into record_version (kind, record_id, version, agency_id, by_person, by_agency, content)
    select kind, id, version, agency, "byPerson", "byAgency", content
    from jsonb_to_recordset(${JSON.stringify(versions)}::jsonb) as v (kind text, id uuid, version integer,
      agency uuid, "byPerson" uuid, "byAgency" uuid, content jsonb)`.execute(db);
}

export interface VersionRow {
  readonly version: number;
  readonly at: string;
  readonly person_id: string | null;
  readonly person_name: string | null;
  readonly agency_id: string;
  readonly agency_name: string;
  readonly agency_color: string;
  readonly content: Record<string, unknown>;
}

/** Versions of one record of the acting agency, newest first, `limit + 1` of them where there are more. */
export async function listVersions(
  db: Db,
  kind: string,
  id: string,
  { before, limit }: { readonly before: number | null; readonly limit: number },
): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select v.version, v.at, p.id as person_id, p.name as person_name, a.id as agency_id, a.name as agency_name,
      a.color as agency_color, v.content
    from record_version v join agency a on a.id = v.by_agency left join person p on p.id = v.by_person
    where v.kind = ${kind} and v.record_id = ${id} ${before === null ? sql`` : sql`and v.version < ${before}`}
    order by v.version desc limit ${limit + 1}`.execute(db);
  return rows;
}

/** The content of one version, or null. */
export async function findVersion(
  db: Db,
  kind: string,
  id: string,
  version: number,
): Promise<Record<string, unknown> | null> {
  const { rows } = await sql<{ content: Record<string, unknown> }>`
    select content from record_version where kind = ${kind} and record_id = ${id} and version = ${version}`.execute(
    db,
  );
  return rows[0]?.content ?? null;
}
