import { describe, expect, test } from 'vitest';
import { clientSheet, noClientLevels, openSheets, waitingHere } from '../../test/sheets.ts';
import type { TestAgency } from '../../test/world.ts';
import { endUnlistedRows } from './leaving.ts';

const { app, world, operator, clientRow, saveClient, account, told } = await openSheets();

async function link(one: TestAgency, other: TestAgency): Promise<string> {
  const made = await operator.post('/operator/links', { agencies: [one.id, other.id] });
  expect(made.status, JSON.stringify(made.body)).toBe(201);
  return made.body.id;
}

async function unlink(id: string): Promise<void> {
  expect((await operator.delete(`/operator/links/${id}`, { ifMatch: 1 })).status).toBe(204);
}

const apart = async (name: string) =>
  [
    await world.agency(`${name} East`, { county: '55051' }),
    await world.agency(`${name} West`, { county: '55053' }),
  ] as const;

const openGrants = async (one: TestAgency, other: TestAgency) =>
  (
    await world.sql.query(
      'select module from share_grant where upper_inf(valid) and $1 in (grantor_id, partner_id) and $2 in (grantor_id, partner_id)',
      [one.id, other.id],
    )
  ).rows.length;

describe('a removed link', () => {
  test('ends both directions’ rows; linked again, both start at None and version 0', async () => {
    const [a, b] = await apart('Link');
    const id = await link(a, b);
    const place = await world.place(a);
    await saveClient(a, b, { levels: { address: 'view' } });
    await saveClient(b, a, { levels: { hydrants: 'edit' } });
    expect((await b.admin.get(`/places/${place.id}`)).status).toBe(200);
    await unlink(id);
    expect((await b.admin.get(`/places/${place.id}`)).status).toBe(404);
    expect(await clientRow(a, b)).toBeUndefined();
    expect((await a.admin.put(`${clientSheet}/${b.id}`, { levels: {} }, { ifMatch: 1 })).status).toBe(404);
    await link(a, b);
    expect((await b.admin.get(`/places/${place.id}`)).status).toBe(404);
    for (const [own, partner] of [
      [a, b],
      [b, a],
    ] as const)
      expect(await clientRow(own, partner)).toMatchObject({
        listedBecause: 'linked',
        version: 0,
        levels: noClientLevels,
        theirLevels: noClientLevels,
      });
  });

  test('leaves a page that was loaded before it stale for good', async () => {
    const [a, b] = await apart('Old page');
    const id = await link(a, b);
    await saveClient(a, b, { levels: { hydrants: 'view' } });
    await unlink(id);
    await link(a, b);
    await saveClient(a, b, { levels: { hydrants: 'view' } });
    const late = await a.admin.put(
      `${clientSheet}/${b.id}`,
      { levels: { command: 'transfer' } },
      { ifMatch: 1 },
    );
    expect(late.body).toMatchObject({ status: 412, version: 2 });
  });

  test('is logged for each grantor, and both sides’ administrators are told of what ended', async () => {
    const [a, b] = await apart('Logged');
    const id = await link(a, b);
    await saveClient(a, b, { levels: { hydrants: 'view' } });
    await unlink(id);
    const { rows } = await world.sql.query(
      `select agency_id, record_id, before, after from audit_entry
       where kind = 'clientDataSharing' and agency_id = any ($1) order by audit_entry.id desc limit 1`,
      [[a.id, b.id]],
    );
    expect(rows).toEqual([
      {
        agency_id: a.id,
        record_id: b.id,
        before: expect.objectContaining({ levels: { ...noClientLevels, hydrants: 'view' } }),
        after: null,
      },
    ]);
    const news = 'What Logged East shared has ended: Hydrants View Only.';
    expect((await told(a))[0]).toContain(news);
    expect((await told(b))[0]).toContain(news);
  });

  test('ends nothing between agencies that share a county as well', async () => {
    const [a, b] = [
      await world.agency('Both A', { county: '55061' }),
      await world.agency('Both B', { county: '55061' }),
    ];
    const id = await link(a, b);
    await saveClient(a, b, { levels: { hydrants: 'view' } });
    await unlink(id);
    expect(await clientRow(a, b)).toMatchObject({
      version: 1,
      listedBecause: 'same_county',
      levels: { hydrants: 'view' },
    });
  });

  test('leaves no row open behind a save that came at the same moment', async () => {
    for (let round = 0; round < 6; round++) {
      const [a, b] = await apart(`Race ${round}`);
      const id = await link(a, b);
      const save = () =>
        b.admin.put(`${clientSheet}/${a.id}`, { levels: { hydrants: 'view' } }, { ifMatch: 0 });
      const [first, , second] = await Promise.all([save(), unlink(id), save()]);
      for (const { status } of [first, second]) expect([200, 404, 412]).toContain(status);
      expect(await openGrants(a, b)).toBe(0);
      await link(a, b);
      expect((await clientRow(b, a)).levels).toEqual(noClientLevels);
    }
  });
});

describe('a county that is no longer shared', () => {
  test('ends the rows of those it listed, in both directions, and no others', async () => {
    const mover = await world.agency('Mover', { county: '55071' });
    const left = await world.agency('Left', { county: '55071' });
    const kept = await world.agency('Kept', { county: '55071' });
    await link(mover, kept);
    for (const partner of [left, kept]) {
      await saveClient(mover, partner, { levels: { hydrants: 'view' } });
      await saveClient(partner, mover, { levels: { hydrants: 'view' } });
    }
    await saveClient(left, kept, { levels: { hydrants: 'view' } });
    await account(mover, { countyFips: '55073', countyFipsList: ['55073'] });
    expect(await openGrants(mover, left)).toBe(0);
    expect(await openGrants(mover, kept)).toBe(2);
    expect(await openGrants(left, kept)).toBe(1);
    expect(await clientRow(mover, kept)).toMatchObject({
      listedBecause: 'linked',
      levels: { hydrants: 'view' },
    });
    await account(mover, { countyFips: '55071', countyFipsList: ['55071'] });
    expect(await clientRow(left, mover)).toMatchObject({ version: 0, levels: noClientLevels });
  });
});

test('a row that is being saved while its county is taken away ends with the others', async () => {
  const mover = await world.agency('Late mover', { county: '55081' });
  const saver = await world.agency('Late saver', { county: '55081' });
  const waiting = (count: number) =>
    expect.poll(async () => (await world.sql.query(waitingHere)).rowCount).toBe(count);
  await world.sql.query('begin');
  await world.sql.query('lock table audit_entry in exclusive mode'); // holds the save up once its row is written
  const save = saver.admin.put(
    `${clientSheet}/${mover.id}`,
    { levels: { hydrants: 'view' } },
    { ifMatch: 0 },
  );
  await waiting(1);
  const move = account(mover, { countyFips: '55083', countyFipsList: ['55083'] });
  await waiting(2);
  await world.sql.query('commit');
  expect((await save).status).toBe(200);
  await move;
  expect(await openGrants(mover, saver)).toBe(0);
});

test('the program itself may end unlisted rows, and the log says that nobody did', async () => {
  const [a, b] = await apart('Program');
  const id = await link(a, b);
  await saveClient(a, b, { levels: { hydrants: 'view' } });
  await world.sql.query('update agency_link set valid = tstzrange(lower(valid), now()) where id = $1', [id]);
  const ended = await app.house.database.system.transaction().execute((db) => endUnlistedRows(db, [b.id]));
  expect(new Set(ended)).toEqual(new Set([a.id, b.id]));
  const { rows } = await world.sql.query(
    `select person_id, credential from audit_entry where agency_id = $1 order by audit_entry.id desc limit 1`,
    [a.id],
  );
  expect(rows).toEqual([{ person_id: null, credential: null }]);
  expect(await app.house.database.system.transaction().execute((db) => endUnlistedRows(db, [b.id]))).toEqual(
    [],
  );
});
