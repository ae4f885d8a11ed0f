import type { World } from './world.ts';

/**
 * What the server writes by itself, a second after the fact: how far the hub has read, notices of records it counted,
 * and seals of what is in the logs.
 */
const written: Readonly<Record<string, string>> = {
  change_reader: 'select null where false',
  permit_reminder: 'select null where false',
  audit_queue: 'select null where false',
  audit_seal: 'select null where false',
  audit_chain: 'select null where false',
  notice: 'select * from notice where kind is null',
  record_count: `select kind, scope_id, status, withheld, place_withheld, sum(n) from record_count
    group by 1, 2, 3, 4, 5 having sum(n) <> 0`,
};

/** Everything that is stored, as one digest a table: two are equal when nothing was added, changed or deleted. */
export async function stateOf(world: Pick<World, 'sql'>): Promise<Record<string, string>> {
  const tables = await world.sql.query<{ name: string }>(
    "select tablename as name from pg_tables where schemaname = 'public' order by 1",
  );
  const digests = tables.rows.map(
    ({
      name,
    }) => `select '${name}' as name, md5(coalesce(string_agg(t::text, e'\\n' order by t::text), '')) as digest
      from (${written[name] ?? `select * from ${name}`}) t`,
  );
  const { rows } = await world.sql.query<{ name: string; digest: string }>(digests.join(' union all '));
  return Object.fromEntries(rows.map(({ name, digest }) => [name, digest]));
}
