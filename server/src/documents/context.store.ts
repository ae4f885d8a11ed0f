import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { DocumentContext } from './document.ts';

/**
 * What a document says of the place and of the department. Of a partner's place it says no more than the record itself
 * carries: a document leaves the agency.
 */
export async function readContext(db: Db, placeId: string, agency: AgencyId): Promise<DocumentContext> {
  const { rows } = await sql<{
    phone: string | null;
    name: string | null;
    unit: string | null;
    city: string | null;
    state: string;
    zip: string | null;
  }>`select a.contact_phone as phone, p.name, p.unit, p.city, p.state, p.zip
    from agency a left join place p on p.id = ${placeId} and p.owner_id = a.id
    where a.id = ${agency}`.execute(db);
  const row = rows[0]!;
  const { phone, name, unit, city, state, zip } = row;
  return { phone, place: city === null ? null : { name, unit, city, state, zip } };
}
