import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';
import { ahead, prepared } from './connection.ts';
import type { Db } from './open.ts';

const app = await startApp();
const world = await openWorld(app);
const reading = <T>(work: (db: Db) => Promise<T>) =>
  app.house.database.viewer.transaction().setIsolationLevel('repeatable read').execute(work);
const view = (agency: string) => sql`insert into view_entry (agency_id, viewer_agency_id, kind, ids)
  values (${agency}, ${agency}, 'permit', '{}')`;
const viewsOf = async (agency: string) =>
  (await world.sql.query('select from view_entry where agency_id = $1', [agency])).rowCount;

describe('what is sent ahead', () => {
  test('counts for the statement behind it', async () => {
    const { id } = await world.agency('Ahead FD');
    const { rows } = await reading(async (db) => {
      await sql`${ahead} select set_config('standpipe.agency', ${id}, true)`.execute(db);
      return sql<{ is: string }>`select current_agency() as is`.execute(db);
    });
    expect(rows).toEqual([{ is: id }]);
  });

  test('is there once the transaction is, as its last statement too', async () => {
    const { id } = await world.agency('Written FD');
    await reading(async (db) => {
      await sql`${ahead} select set_config('standpipe.agency', ${id}, true)`.execute(db);
      await sql`${ahead} ${view(id)}`.execute(db);
    });
    expect(await viewsOf(id)).toBe(1);
  });

  test('and fails makes the next statement fail with the same fault, and nothing is committed', async () => {
    const { id } = await world.agency('Failing FD');
    const attempt = reading(async (db) => {
      await sql`select set_config('standpipe.agency', ${id}, true)`.execute(db);
      await view(id).execute(db);
      await sql`${ahead} select 1 / ${0}::integer`.execute(db);
      await sql`select 1`.execute(db);
    });
    await expect(attempt).rejects.toMatchObject({ code: '22012' });
    expect(await viewsOf(id)).toBe(0);
  });

  test('and fails as the last statement fails the transaction', async () => {
    const { id } = await world.agency('Lastly FD');
    const attempt = reading(async (db) => {
      await sql`select set_config('standpipe.agency', ${id}, true)`.execute(db);
      await view(id).execute(db);
      await sql`${ahead} select 1 / ${0}::integer`.execute(db);
    });
    await expect(attempt).rejects.toMatchObject({ code: '22012' });
    expect(await viewsOf(id)).toBe(0);
    expect((await reading((db) => sql`select 1 as one`.execute(db))).rows).toEqual([{ one: 1 }]);
  });
});

describe('plans that a connection keeps', () => {
  test('are of marked statements only, 64 at most, and what comes after those is answered all the same', async () => {
    const spellings = Array.from({ length: 100 }, (_, at) => at);
    const { sums, named } = await reading(async (db) => {
      const sums: number[] = [];
      for (const at of [...spellings, ...spellings]) {
        const { rows } = await sql<{
          sum: number;
        }>`${prepared} select ${1}::integer + ${sql.lit(at)} as sum`.execute(db);
        sums.push(rows[0]!.sum);
      }
      const { rows } = await sql<{ n: number; unmarked: number }>`select count(*) as n,
        count(*) filter (where statement not like '%/* prepared */%') as unmarked
        from pg_prepared_statements where name <> ${''}`.execute(db);
      return { sums, named: rows[0]! };
    });
    expect(sums).toEqual([...spellings, ...spellings].map((at) => at + 1));
    expect(named).toEqual({ n: 64, unmarked: 0 });
  });

  test('outlive a column that a later version adds', async () => {
    const agency = await world.agency('Later FD');
    const place = await world.place(agency);
    await agency.admin.post('/permits', { placeId: place.id, type: 'Tent', class: 'operational' });
    await agency.admin.post('/inspections', { placeId: place.id, type: 'Annual' });
    const seen = async () => {
      const counts: number[] = [];
      for (const path of ['/places', '/permits', '/inspections'])
        counts.push((await agency.admin.get(path)).body.items.length);
      return counts;
    };
    for (const _ of [1, 2]) expect(await seen()).toEqual([1, 1, 1]);
    for (const table of ['place', 'permit', 'inspection'])
      await world.sql.query(`alter table ${table} add column later text`);
    expect(await seen()).toEqual([1, 1, 1]);
  });
});
