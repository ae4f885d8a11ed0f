import { type AgencyId, type Permission, permissions, type Viewer } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../../db/open.ts';
import { loadReceived } from '../../http/session.ts';
import type { Importer } from '../importer.ts';
import type { JobRow } from './jobs.store.ts';

/** Who started an import, with the rights they have now. */
export interface Starter {
  readonly name: string;
  readonly importer: Importer;
}

const permissionNames = new Set<string>(permissions);

/**
 * Who started an import, as of this transaction: their membership's permissions, no more of them than the API key has
 * that they used. A text says why they may do nothing any more.
 */
export async function loadStarter(
  db: Db,
  {
    agency_id: agency,
    membership_id,
    credential,
  }: Pick<JobRow, 'agency_id' | 'membership_id' | 'credential'>,
): Promise<Starter | string> {
  const key = credential?.startsWith('key:') ? credential.slice('key:'.length) : null;
  const { rows } = await sql<{
    person: string;
    name: string;
    active: boolean;
    agency_active: boolean;
    time_zone: string;
    valid: boolean;
    held: string[];
  }>`select p.id as person, p.name, m.active, a.active as agency_active, a.time_zone,
      ${key}::uuid is null or (k.revoked_at is null and (k.expires_at is null or k.expires_at > now())) is true as valid,
      array(select distinct each from membership_role mr join role r on r.id = mr.role_id
        cross join unnest(r.permissions) each
        where mr.membership_id = m.id and upper_inf(mr.valid)
          and (${key}::uuid is null or each = any (k.permissions))) as held
    from membership m join person p on p.id = m.person_id join agency a on a.id = m.agency_id
      left join api_key k on k.id = ${key}::uuid and k.membership_id = m.id
    where m.id = ${membership_id} and m.agency_id = ${agency}`.execute(db);
  const row = rows[0];
  if (!row?.active) return `${row?.name ?? 'Who started it'} is no longer an active user of the agency.`;
  if (!row.agency_active) return 'The agency is deactivated.';
  if (!row.valid) return `The API key with which ${row.name} started it is no longer valid.`;
  return { name: row.name, importer: importerOf(row, agency, credential, await loadReceived(db, agency)) };
}

function importerOf(
  row: { person: string; time_zone: string; held: string[] },
  agency: AgencyId,
  credential: string | null,
  received: Viewer['received'],
): Importer {
  const held = row.held.filter((each): each is Permission => permissionNames.has(each));
  const person = { id: row.person };
  return {
    agency,
    timeZone: row.time_zone,
    viewer: { agency, permissions: new Set(held), received },
    by: { asker: { person, credential: credential ?? '', agency: { id: agency } } },
  };
}
