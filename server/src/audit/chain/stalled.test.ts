import pg from 'pg';
import { afterAll, expect, test } from 'vitest';
import { startApp } from '../../../test/app.ts';
import { sealNow, withoutSealing } from '../../../test/sealing.ts';
import { openWorld } from '../../../test/world.ts';
import { verifiedApart, write } from './fixture.ts';
import { openSealer } from './sealer.ts';

const token = 'only-for-the-test';
const app = await startApp({ STANDPIPE_METRICS_TOKEN: token });
const world = await openWorld(app);
const { sql } = world;
const writer = new pg.Client({ connectionString: app.appUrl, options: '-c role=standpipe_system' });
await writer.connect();
afterAll(() => writer.end());

const sealsOf = async (chain: string) =>
  (await sql.query('select count(*)::int as n from audit_seal where chain = $1', [chain])).rows[0].n;

/** Puts a seal where the chain's next one belongs, over an entry that has none. */
async function forgeEnd(chain: string): Promise<void> {
  await sql.query(
    `insert into audit_seal select chain, entries + 1, 'change', -1, now(), hash from audit_chain where chain = $1`,
    [chain],
  );
}

/** Lets the sealer try stalled chains again at once, not only after a minute. */
const letTryAgain = () => sql.query(`update audit_stalled set tried = tried - interval '2 minutes'`);

async function stalledChains(): Promise<number> {
  const answer = await fetch(`${app.base}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  return Number(/^audit_stalled_chains (.+)$/m.exec(await answer.text())![1]);
}

const faults: string[] = [];
const sealer = openSealer(app.house.database, (error) => faults.push((error as Error).message));
afterAll(() => sealer.close());

test('a chain with a forged end stalls no other, is told of, and goes on once that seal is gone', async () => {
  const [broken, sound] = [(await world.agency('Forged FD')).id, (await world.agency('Sound FD')).id];
  await write(writer, broken, 'first');
  await write(writer, sound, 'first');
  await sealNow(sql);
  await withoutSealing(sql, async () => {
    await forgeEnd(broken);
    // Of both in turn, so that neither stands first in the queue.
    for (let n = 0; n < 10; n++) for (const agency of [broken, sound]) await write(writer, agency, `${n}`);
  });
  await sealNow(sql);
  expect([await sealsOf(broken), await sealsOf(sound)]).toEqual([2, 11]);
  expect(await stalledChains()).toBe(1);
  await expect.poll(() => faults).toHaveLength(1);
  expect(faults[0]).toMatch(new RegExp(`agency ${broken} cannot be gone on with since .* audit verify`));

  // What comes later does not wait either, though the broken chain's entries stand before it.
  await write(writer, sound, 'later');
  await sealNow(sql);
  expect(await sealsOf(sound)).toBe(12);
  await letTryAgain();
  await sealNow(sql);
  expect([await sealsOf(broken), await stalledChains()]).toEqual([2, 1]);
  const found = new Map((await verifiedApart(sql)).map((each) => [each.chain, each.fault?.what ?? null]));
  expect([found.get(broken), found.get(sound)]).toEqual(['gone', null]);

  await sql.query('delete from audit_seal where chain = $1 and entry_id = -1', [broken]);
  await letTryAgain();
  await sealNow(sql);
  expect([await sealsOf(broken), await stalledChains()]).toEqual([11, 0]);
  const chains = await verifiedApart(sql);
  expect(chains.map(({ fault }) => fault)).toEqual(chains.map(() => null));
});

test('a chain whose end is beyond all numbers stalls no other', async () => {
  const [broken, sound] = [(await world.agency('Endless FD')).id, (await world.agency('Still sound FD')).id];
  for (const agency of [broken, sound]) await write(writer, agency, 'first');
  await sealNow(sql);
  await withoutSealing(sql, async () => {
    await sql.query('update audit_chain set entries = 9223372036854775807 where chain = $1', [broken]);
    for (const agency of [broken, sound]) await write(writer, agency, 'second');
  });
  await sealNow(sql);
  expect([await sealsOf(broken), await sealsOf(sound)]).toEqual([1, 2]);
  expect(await stalledChains()).toBe(1);
});
