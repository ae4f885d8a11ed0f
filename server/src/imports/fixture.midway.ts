import pg from 'pg';
import type { TestApp } from '../../test/app.ts';
import type { TestAgency, World } from '../../test/world.ts';

/** An import that stands still between two batches until it is let go. */
export interface Midway {
  letGo(): Promise<void>;
}

/** Waits until the database says so. */
async function until(world: World, condition: string, values: unknown[] = []): Promise<void> {
  for (;;) {
    const { rows } = await world.sql.query(`select (${condition}) as yes`, values);
    if (rows[0].yes) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const waits = (
  lock: string,
) => `exists (select from pg_locks l where l.locktype = 'advisory' and not l.granted
  and l.database = (select oid from pg_database where datname = current_database())
  and (l.classid::bigint << 32 | l.objid::bigint) = ${lock})`;

/**
 * Makes an agency's imports stop in the batch that makes the permit of this number, and, once `start` has begun one,
 * lets that batch end and holds the next one at its site.
 */
export async function holdMidway(
  app: TestApp,
  world: World,
  agency: TestAgency,
  number: string,
  start: () => Promise<unknown>,
): Promise<Midway> {
  const gate = new pg.Client({ connectionString: app.ownerUrl });
  await gate.connect();
  const turn = `hashtextextended('${agency.id}', 732)`;
  await world.sql.query(`create or replace function hold_at() returns trigger language plpgsql as
    $$ begin perform pg_advisory_xact_lock(77077); return new; end $$`);
  await world.sql.query(`create or replace trigger hold_at before insert on permit for each row
    when (new.number = '${number}') execute function hold_at()`);
  await world.sql.query('select pg_advisory_lock(77077)');
  await start();
  await until(world, waits('77077'));
  const held = gate.query(`select pg_advisory_lock(${turn})`);
  await until(world, waits(turn));
  await world.sql.query('select pg_advisory_unlock(77077)');
  await held;
  return {
    letGo: async () => {
      await gate.query(`select pg_advisory_unlock(${turn})`);
      await gate.end();
    },
  };
}
