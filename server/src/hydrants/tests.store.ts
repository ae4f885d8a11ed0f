import type { NewHydrantTest } from '@standpipe/contract';
import type { AgencyId } from '@standpipe/policy';
import { type Insertable, sql } from 'kysely';
import type { Db } from '../db/open.ts';
import type { HydrantTestTable } from '../db/tables/records.ts';

export interface TestRow {
  readonly id: string;
  readonly created_at: string;
  readonly by_agency: AgencyId;
  readonly agency_name: string;
  readonly agency_color: string;
  readonly person_id: string | null;
  readonly person_name: string | null;
  readonly tested_on: string;
  readonly static_psi: number;
  readonly residual_psi: number;
  readonly outlets: NewHydrantTest['outlets'];
  readonly flow_gpm: number;
  readonly rated_flow_gpm: number;
  readonly target_psi: number;
}

const columns = sql`t.id, t.created_at, t.by_agency, a.name as agency_name, a.color as agency_color,
  p.id as person_id, p.name as person_name, t.tested_on, t.static_psi, t.residual_psi, t.outlets, t.flow_gpm,
  t.rated_flow_gpm, t.target_psi`;
const joins = sql`join agency a on a.id = t.by_agency left join person p on p.id = t.by_person`;

/** Where a page goes on: the day and id of the last test before it. */
export interface After {
  readonly key: string;
  readonly id: string;
}

/** Flow tests of a hydrant, newest day first, `limit + 1` of them where there are more. */
export async function listTests(
  db: Db,
  hydrant: string,
  { after, limit }: { readonly after: After | null; readonly limit: number },
): Promise<TestRow[]> {
  const { rows } = await sql<TestRow>`select ${columns} from hydrant_test t ${joins}
    where t.hydrant_id = ${hydrant} ${after ? sql`and (t.tested_on, t.id) < (${after.key}, ${after.id})` : sql``}
    order by t.tested_on desc, t.id desc limit ${limit + 1}`.execute(db);
  return rows;
}

export async function findTest(db: Db, hydrant: string, id: string): Promise<TestRow | null> {
  const { rows } = await sql<TestRow>`select ${columns} from hydrant_test t ${joins}
    where t.hydrant_id = ${hydrant} and t.id = ${id}`.execute(db);
  return rows[0] ?? null;
}

/** The test that a hydrant is rated by, or null. */
export async function newestTest(db: Db, hydrant: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from hydrant_test where hydrant_id = ${hydrant}
    order by tested_on desc, id desc limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

export const insertTest = (db: Db, test: Insertable<HydrantTestTable>) =>
  db.insertInto('hydrant_test').values(test).execute();

/** Leaves a hydrant to this transaction until it ends, so that its newest test is found once. */
export async function lockHydrant(db: Db, id: string): Promise<void> {
  await sql`select from hydrant where id = ${id} for update`.execute(db);
}
