import type { AgencyId } from '@standpipe/policy';
import { sql } from 'kysely';
import type { Db } from '../db/open.ts';
import { agencyColumns, agencyJoins, rowColumns } from '../db/rows.ts';
import type { HydrantRow } from '../hydrants/hydrants.service.ts';
import { hydrantKind } from '../kinds/hydrant.kind.ts';
import type { Columns } from '../records/domain.ts';
import { idsAmong } from './at-place.store.ts';

/** What the database, and nobody else, writes. */
const ownOfTable = ['scope_id', 'version', 'created_at', 'updated_at', 'object_id'];
const written = hydrantKind.columns.filter((name) => !ownOfTable.includes(name));
const changing = written.filter(
  (name) => !['id', 'owner_id', 'created_by', 'external_id', 'rated_on'].includes(name),
);
const list = (names: readonly string[]) => sql.raw(names.join(', '));

/**
 * The hydrants of an agency that came from a source under these ids, or that have them as their own; locked unless only
 * looked at. `external_id` is the id by which each was asked for.
 */
export async function hydrantsByExternalId(
  db: Db,
  owner: AgencyId,
  externalIds: readonly string[],
  lock: boolean,
): Promise<HydrantRow[]> {
  const own = idsAmong(externalIds);
  const { rows } = await sql<HydrantRow>`
    select ${rowColumns('hydrant')}, ${agencyColumns},
      case when t.id = any (${own}::uuid[]) then t.id::text else t.external_id end as external_id
    from hydrant t ${agencyJoins('hydrant')}
    where t.owner_id = ${owner}
      and (t.external_id = any (${[...externalIds]}::text[]) or t.id = any (${own}::uuid[]))
    order by t.id ${lock ? sql`for update of t` : sql``}`.execute(db);
  return rows;
}

/** Makes hydrants; a column that a row does not have is null. @returns them as they stand then */
export async function insertHydrants(db: Db, rows: readonly Columns[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into hydrant (${list(written)}) select ${list(written)}
    from jsonb_populate_recordset(null::hydrant, ${JSON.stringify(rows)}::jsonb)`.execute(db);
}

/** Writes the whole content of hydrants that stand. */
export async function updateHydrants(db: Db, rows: readonly Columns[]): Promise<void> {
  if (rows.length === 0) return;
  const set = changing.map((name) => `${name} = r.${name}`).join(', ');
  await sql`update hydrant t set ${sql.raw(set)}, version = t.version + 1, updated_at = now()
    from jsonb_populate_recordset(null::hydrant, ${JSON.stringify(rows)}::jsonb) r where t.id = r.id`.execute(
    db,
  );
}
