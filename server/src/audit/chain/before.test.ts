import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { dropDatabase, makeDatabase } from '../../../test/own-database.ts';
import { faultsOf, verifiedApart } from './fixture.ts';

const folder = new URL('../../../migrations/', import.meta.url);
const chainIs = '0021-audit-chain.ts';
const up = async (name: string) => ((await import(new URL(name, folder).href)) as { up: string }).up;

/** A database as it was before there was a chain. */
async function earlierDatabase(): Promise<pg.Client> {
  const name = await makeDatabase('earlier');
  const url = new URL(inject('ownerUrl'));
  url.pathname = `/${name}`;
  const owner = new pg.Client({ connectionString: url.href });
  await owner.connect();
  onTestFinished(async () => {
    await owner.end();
    await dropDatabase(name);
  });
  for (const role of ['standpipe_viewer', 'standpipe_system'])
    await owner.query(`do $$ begin create role ${role} nologin;
      exception when duplicate_object or unique_violation then null; end $$`);
  const names = (await readdir(folder)).filter((each) => /^\d{4}-/.test(each) && each < chainIs).sort();
  for (const each of names) await owner.query(await up(each));
  return owner;
}

test('what was written before there was a chain is sealed, oldest first, whichever log it is in', async () => {
  const owner = await earlierDatabase();
  const agency = randomUUID();
  for (let n = 0; n < 20; n++)
    await owner.query(
      n % 2 === 0
        ? `insert into audit_entry (at, agency_id, action, kind) values (timestamptz '2026-01-20' - $2 * interval '1 hour', $1, 'x', 'y')`
        : `insert into view_entry (at, agency_id, viewer_agency_id, kind, ids)
             values (timestamptz '2026-01-20' - $2 * interval '1 hour', $1, $1, 'y', '{}')`,
      [agency, n],
    );
  await owner.query(await up(chainIs));
  while ((await owner.query('select seal_entries(3) as sealed')).rows[0].sealed > 0);
  const { rows } = await owner.query(
    `select coalesce(e.at, v.at) as at from audit_seal s
       left join audit_entry e on s.log = 'change' and e.id = s.entry_id
       left join view_entry v on s.log = 'view' and v.id = s.entry_id order by s.seq`,
  );
  const times = rows.map((row) => row.at.getTime());
  expect(times).toHaveLength(20);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(faultsOf(await verifiedApart(owner))).toEqual([]);
});

test('an empty database has no chains, and they are sound', async () => {
  const owner = await earlierDatabase();
  await owner.query(await up(chainIs));
  expect((await owner.query('select seal_entries(10) as sealed')).rows[0].sealed).toBe(0);
  expect(await verifiedApart(owner)).toEqual([]);
});
