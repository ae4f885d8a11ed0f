import { builtInRoles } from '@standpipe/policy';
import { expect, test } from 'vitest';
import { startApp } from '../../../test/app.ts';
import { sealNow, withoutSealing } from '../../../test/sealing.ts';
import { openWorld } from '../../../test/world.ts';
import { readCheckpoint } from './checkpoint.ts';
import { faultsOf, verifiedApart } from './fixture.ts';

const token = 'only-for-the-test';
const app = await startApp({ STANDPIPE_METRICS_TOKEN: token });
const world = await openWorld(app);
const [north, south] = [await world.agency('North FD'), await world.agency('South FD')];
await world.grant(north, south, { address: 'view' });
const place = await world.place(north);
await world.place(south);

test('an entry has no number until it is sealed, and then the one of its agency’s chain', async () => {
  const newest = async () => (await north.admin.get('/audit?limit=1')).body.items[0];
  await withoutSealing(world.sql, async () => {
    await world.place(north, { addressLine: '2 Main St' });
    expect(await newest()).toMatchObject({ action: 'create', seq: null, hash: null });
  });
  await sealNow(world.sql);
  expect(await newest()).toMatchObject({ seq: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
});

test('a partner’s view stands in the chain of the agency that was looked at, and in no other', async () => {
  expect((await south.admin.get(`/places/${place.id}`)).status).toBe(200);
  await sealNow(world.sql);
  const [view] = (await north.admin.get('/audit/views')).body.items;
  expect(view).toMatchObject({ seq: 3, hash: expect.any(String) });
  const chains = await verifiedApart(world.sql);
  expect(faultsOf(chains)).toEqual([]);
  expect(chains.map(({ agency, entries }) => [agency, entries])).toEqual([
    ['North FD', 3],
    ['South FD', 1],
  ]);
});

test('a checkpoint over HTTP is signed, tells the own agency’s end alone, and the chain stands up to it', async () => {
  const { status, body } = await north.admin.get('/audit/checkpoint');
  expect(status).toBe(200);
  const checkpoint = readCheckpoint(JSON.stringify(body));
  expect(checkpoint.chains).toEqual([
    { agency: north.id, seq: 3, hash: expect.any(String), at: expect.any(String) },
  ]);
  expect(faultsOf(await verifiedApart(world.sql, checkpoint))).toEqual([]);
  const theirs = (await south.admin.get('/audit/checkpoint')).body;
  expect(theirs.chains[0].agency).toBe(south.id);
  expect(theirs.publicKey).toBe(body.publicKey);
});

test('an agency in whose log nothing is has a checkpoint of nothing', async () => {
  const empty = await world.agency('Empty FD');
  const { body } = await empty.admin.get('/audit/checkpoint');
  expect(readCheckpoint(JSON.stringify(body)).chains).toEqual([]);
});

test('a checkpoint is for who may read the log', async () => {
  const officer = await world.user(north, builtInRoles.Firefighter!);
  expect(await officer.get('/audit/checkpoint')).toMatchObject({
    status: 403,
    body: { code: 'not_allowed', missing: ['Admin - Audit'] },
  });
});

test('the metrics say how many entries wait to be sealed, and for how long', async () => {
  const read = async () => {
    const answer = await fetch(`${app.base}/metrics`, { headers: { authorization: `Bearer ${token}` } });
    const text = await answer.text();
    return ['audit_unsealed_entries', 'audit_seal_lag_seconds'].map((name) =>
      Number(new RegExp(`^${name} (.+)$`, 'm').exec(text)![1]),
    );
  };
  await sealNow(world.sql);
  expect(await read()).toEqual([0, 0]);
  await withoutSealing(world.sql, async () => {
    await world.place(north, { addressLine: '3 Main St' });
    await world.sql.query(`update audit_queue set at = at - interval '1 hour'`);
    const [waiting, lag] = await read();
    expect(waiting).toBe(1);
    expect(lag).toBeGreaterThanOrEqual(3600);
  });
});
