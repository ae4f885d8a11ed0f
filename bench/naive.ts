/**
 * What somebody would write first: the rule as row-level security, EXISTS by EXISTS, and plain SQL on top. And the
 * same with the one idea of ours that a policy can hold: scopes worked out beforehand. Roles of the benchmark's own.
 */
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Tables } from '../server/src/db/tables.ts';
import { type Asked, conditionsOf, lastly, selected } from './pages.ts';

export type Lock = 'naive' | 'tuned';

const me = `current_setting('bench.agency')::uuid`;
const gives = (party: string, module: string, levels: string) =>
  `exists (select from share_grant g where g.grantor_id = ${party} and g.partner_id = ${me}
    and g.module = '${module}' and g.level in (${levels}) and upper_inf(g.valid))`;
const shown = (party: string) => gives(party, 'permits', `'view'`);
const opened = (party: string) => gives(party, 'addressShareModule', `'permit', 'fireInspectionAndPermit'`);

/** Makes both roles and their policies, once a database; the peers sign in as them. */
export async function addLocks(ownerUrl: string): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerUrl });
  await owner.connect();
  const add = async (lock: Lock, condition: string) => {
    const role = `bench_${lock}`;
    await owner.query(`do $$ begin create role ${role}; exception when duplicate_object then null; end $$`);
    await owner.query(`grant ${role} to current_user, standpipe_app`);
    await owner.query(`grant usage on schema public to ${role}`);
    await owner.query(`grant select on permit, agency, share_grant, record_count to ${role}`);
    for (const table of ['share_grant', 'record_count']) {
      await owner.query(`drop policy if exists ${role} on ${table}`);
      await owner.query(`create policy ${role} on ${table} for select to ${role} using (true)`);
    }
    await owner.query(`drop policy if exists ${role} on permit`);
    await owner.query(`create policy ${role} on permit for select to ${role} using (${condition})`);
  };
  try {
    // Indexes that policies of this kind would want; ours has the scope in its own.
    await owner.query('create index if not exists bench_point on permit using gist (point(lng, lat))');
    await owner.query('create index if not exists bench_search on permit using gin (search gin_trgm_ops)');
    await add(
      'naive',
      `(author_id = ${me} and (owner_id = ${me} or ${opened('owner_id')}))
        or (not withheld and ${shown('author_id')} and (owner_id = ${me}
          or (not place_withheld and (${shown('owner_id')} or ${opened('owner_id')}))))`,
    );
    await add(
      'tuned',
      `scope_id = any ((select current_setting('bench.scopes'))::integer[])
        and (author_id = ${me} or (not withheld and (owner_id = ${me} or not place_withheld)))`,
    );
  } finally {
    await owner.end();
  }
}

/** One connection under one of the two. */
export function openLocked(appUrl: string, lock: Lock): Kysely<Tables> {
  const pool = new pg.Pool({ connectionString: appUrl, max: 1, options: `-c role=bench_${lock}` });
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** The page by plain SQL, filtered by the policy alone. */
export async function pageUnder(
  kysely: Kysely<Tables>,
  agency: string,
  scopes: readonly number[],
  asked: Asked,
): Promise<string[]> {
  return kysely.transaction().execute(async (db) => {
    await sql`select set_config('bench.agency', ${agency}, true),
      set_config('bench.scopes', ${`{${scopes.join()}}`}, true)`.execute(db);
    const { rows } = await sql<{
      id: string;
    }>`${selected} where ${conditionsOf(asked)} ${lastly(asked)}`.execute(db);
    return rows.map((row) => row.id);
  });
}

/** How many there are, counted under the policy. */
export async function countUnder(
  kysely: Kysely<Tables>,
  agency: string,
  scopes: readonly number[],
  asked: Asked,
): Promise<number> {
  return kysely.transaction().execute(async (db) => {
    await sql`select set_config('bench.agency', ${agency}, true),
      set_config('bench.scopes', ${`{${scopes.join()}}`}, true)`.execute(db);
    const { rows } = await sql<{
      n: number;
    }>`select count(*) as n from permit t where ${conditionsOf(asked)}`.execute(db);
    return Number(rows[0]!.n);
  });
}
