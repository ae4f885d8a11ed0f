import pg from 'pg';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { startApp } from '../../../test/app.ts';
import { sealNow, withoutSealing } from '../../../test/sealing.ts';
import { openWorld } from '../../../test/world.ts';
import { openDatabase } from '../../db/open.ts';
import { serverChain } from './canonical.ts';
import { faultsOf, verifiedApart, write } from './fixture.ts';
import { openSealer } from './sealer.ts';

const app = await startApp();
const world = await openWorld(app);
const { sql } = world;
const connect = async (url = app.appUrl, options = '-c role=standpipe_system') => {
  const client = new pg.Client({ connectionString: url, options });
  await client.connect();
  client.on('error', () => {});
  afterAll(() => client.end().catch(() => {}));
  return client;
};
await sql.query("set lock_timeout = '20s'");
const [one, two] = [await connect(), await connect()];

let agency: string;
beforeEach(async () => {
  agency = (await world.agency('Chained FD')).id;
});

/** The actions of an agency's chain, in its order, once all is sealed. */
async function chained(of = agency): Promise<string[]> {
  await sealNow(sql);
  const { rows } = await sql.query(
    `select s.seq, coalesce(e.action, 'view') as action from audit_seal s
       left join audit_entry e on s.log = 'change' and e.id = s.entry_id where s.chain = $1 order by s.seq`,
    [of],
  );
  expect(rows.map((row) => Number(row.seq))).toEqual(rows.map((_, at) => at + 1));
  return rows.map((row) => row.action);
}

describe('the order of a chain', () => {
  test('is that in which transactions committed, not that in which they wrote', async () => {
    await withoutSealing(sql, async () => {
      await one.query('begin');
      await write(one, agency, 'wrote first');
      await two.query('begin');
      await write(two, agency, 'committed first');
      await two.query('commit');
      await write(one, agency, 'wrote last');
      await one.query('commit');
    });
    expect(await chained()).toEqual(['committed first', 'wrote first', 'wrote last']);
  });

  test('does not wait for a transaction that is still running', async () => {
    await one.query('begin');
    await write(one, agency, 'long');
    await write(two, agency, 'short');
    expect(await chained()).toEqual(['short']);
    await one.query('commit');
    expect(await chained()).toEqual(['short', 'long']);
  });

  test('has no gap where a change was rolled back, in whole or to a savepoint', async () => {
    await write(one, agency, 'before');
    await one.query('begin');
    await write(one, agency, 'undone');
    await one.query('rollback');
    await one.query('begin');
    await one.query('savepoint here');
    await write(one, agency, 'undone too');
    await one.query('rollback to savepoint here');
    await write(one, agency, 'kept');
    await one.query('commit');
    expect(await chained()).toEqual(['before', 'kept']);
    expect(faultsOf(await verifiedApart(sql))).toEqual([]);
  });
});

describe('sixteen writers at once', () => {
  test('make one unbroken chain, numbered as their changes committed', async () => {
    const chief = await world.agency('Busy FD');
    const place = await world.place(chief);
    const writers = Array.from({ length: 16 }, async () => {
      for (let n = 0; n < 5; n++) {
        const made = await chief.admin.post('/permits', {
          placeId: place.id,
          type: 'Tent',
          class: 'operational',
        });
        expect(made.status).toBe(201);
      }
    });
    await Promise.all(writers);
    await sealNow(sql);
    // A series gives its next number to whoever comes once the one before has committed.
    const { rows } = await sql.query(
      `select e.after ->> 'number' as number from audit_seal s join audit_entry e on e.id = s.entry_id
       where s.chain = $1 and s.log = 'change' and e.kind = 'permit' order by s.seq`,
      [chief.id],
    );
    const numbers = rows.map(({ number }) => Number(/\d+$/.exec(number)![0]));
    expect(numbers).toHaveLength(80);
    expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    const chain = (await verifiedApart(sql)).find((each) => each.chain === chief.id);
    expect(chain).toMatchObject({ fault: null, entries: 81 });
  });

  test('are sealed by four nodes at once, and each entry once', async () => {
    const nodes = [1, 2, 3, 4].map(() => openDatabase(app.appUrl, 2));
    const faults: unknown[] = [];
    const sealers = nodes.map((node) => openSealer(node, (error) => faults.push(error)));
    const clients = await Promise.all(Array.from({ length: 16 }, () => connect()));
    const writing = clients.map(async (client, n) => {
      for (let each = 0; each < 20; each++) {
        await write(client, agency, `${n}`);
        await client.query('select seal_entries(7)');
      }
    });
    await Promise.all(writing);
    for (const sealer of sealers) await sealer.close();
    for (const node of nodes) await node.close();
    expect(faults).toEqual([]);
    expect(await chained()).toHaveLength(320);
    expect(faultsOf(await verifiedApart(sql))).toEqual([]);
  });
});

describe('a sealer', () => {
  test('that is killed midway leaves nothing half done, and another goes on', async () => {
    for (let n = 0; n < 20; n++) await write(one, agency, `${n}`);
    const doomed = await connect();
    await withoutSealing(sql, async () => {
      for (let n = 20; n < 40; n++) await write(one, agency, `${n}`);
    });
    await doomed.query('begin');
    const taken = await withoutSealing(doomed, () => doomed.query('select seal_entries(15)'));
    const pid = (await doomed.query('select pg_backend_pid() as pid')).rows[0].pid;
    const killer = await connect(app.appUrl, '');
    expect((await killer.query('select pg_terminate_backend($1) as killed', [pid])).rows[0].killed).toBe(
      true,
    );
    await expect(doomed.query('commit')).rejects.toThrow();
    expect(taken.rowCount).toBe(1);
    expect(await chained()).toEqual(Array.from({ length: 40 }, (_, n) => `${n}`));
    expect(faultsOf(await verifiedApart(sql))).toEqual([]);
  });

  test('with an old view of where chains end is turned away, and forks nothing', async () => {
    await write(one, agency, 'first');
    await sealNow(sql);
    await withoutSealing(sql, async () => {
      await write(one, agency, 'second');
      await sql.query('begin isolation level repeatable read');
      await sql.query('select 1 from audit_queue');
    });
    // The lock was free meanwhile; another node seals what this transaction still sees waiting.
    await expect
      .poll(async () => (await one.query('select count(*)::int as n from audit_queue')).rows[0].n)
      .toBe(0);
    await expect(sql.query('select seal_entries(10)')).rejects.toMatchObject({ code: '40001' });
    await sql.query('rollback');
    expect(await chained()).toEqual(['first', 'second']);
  });

  test('seals by itself what a server has written', async () => {
    await write(one, agency, 'done');
    await expect
      .poll(async () => (await sql.query('select 1 from audit_seal where chain = $1', [agency])).rowCount)
      .toBe(1);
  });
});

describe('the application', () => {
  const refused = { code: '42501' };
  test.each(['standpipe_viewer', 'standpipe_system'])('as %s adds entries, and that is all', async (role) => {
    const client = await connect(app.appUrl, `-c role=${role}`);
    await write(one, agency, 'done');
    await sealNow(sql);
    for (const table of ['audit_entry', 'view_entry', 'audit_seal', 'audit_chain', 'audit_queue']) {
      const column = table === 'audit_queue' ? 'chain' : 'at';
      await expect(client.query(`update ${table} set ${column} = ${column}`), table).rejects.toMatchObject(
        refused,
      );
      await expect(client.query(`delete from ${table}`), table).rejects.toMatchObject(refused);
      await expect(client.query(`truncate ${table}`), table).rejects.toMatchObject(refused);
    }
    const seal = `insert into audit_seal values ('${agency}', 99, 'change', 1, now(), '')`;
    await expect(client.query(seal)).rejects.toMatchObject(refused);
    await expect(
      client.query(`insert into audit_chain values ('${agency}', 99, '', now())`),
    ).rejects.toMatchObject(refused);
    await expect(
      client.query(`insert into audit_queue (log, entry_id, chain) values ('change', 1, '${agency}')`),
    ).rejects.toMatchObject(refused);
    const head = `select move_head(row('${agency}', 99, '', now())::audit_chain)`;
    await expect(client.query(head)).rejects.toMatchObject(refused);
  });

  test('does not choose when an entry was written', async () => {
    const dated = `insert into audit_entry (at, agency_id, action, kind) values ('2020-01-01', '${agency}', 'x', 'y')`;
    await expect(one.query(dated)).rejects.toMatchObject(refused);
  });
});

test('what belongs to no agency stands in a chain of the server’s own', async () => {
  const before = await chained(serverChain);
  await one.query(`insert into audit_entry (action, kind) values ('of nobody', 'test')`);
  expect(await chained(serverChain)).toEqual([...before, 'of nobody']);
});
