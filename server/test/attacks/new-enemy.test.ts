import pg from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { startApp } from '../app.ts';
import { plant, plantPlace } from '../plant.ts';
import { userSheet, waitingHere } from '../sheets.ts';
import { type Answer, openWorld, type TestAgency, type User } from '../world.ts';

// Revoke, then write: what was written after a revocation is not read by who was allowed before, not even by a
// request that began in time and was slow.

const app = await startApp();
const world = await openWorld(app);
const holder = new pg.Client({ connectionString: app.ownerUrl });
await holder.connect();
afterAll(() => holder.end());

const saveSheet = async (of: TestAgency, items: readonly object[]) => {
  const { version } = (await of.admin.get(userSheet)).body;
  const answer = await of.admin.put(userSheet, { items }, { ifMatch: version });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
};

/** Stops every reader of the records' table, lets one begin, revokes, writes, and lets it go on. */
async function slowly(
  ask: (user: User, placeId: string) => Promise<Answer>,
): Promise<{ answer: Answer; before: string; after: string }> {
  const [grantor, partner] = [await world.agency('Grantor FD'), await world.agency('Partner FD')];
  const levels = { permits: 'view', inspections: 'view', addressShareModule: 'fireInspectionAndPermit' };
  await world.grant(grantor, partner, { address: 'view' });
  await saveSheet(grantor, [{ partnerId: partner.id, levels }]);
  const place = await plantPlace(world, grantor);
  const before = await plant(world, 'permit', grantor, place, { number: `before-${place.id}` });
  await holder.query('begin');
  await holder.query('lock table permit in access exclusive mode');
  const asked = ask(partner.admin, place.id);
  await expect.poll(async () => (await world.sql.query(waitingHere)).rows.length).toBe(1);
  await saveSheet(grantor, []);
  const after = await plant({ ...world, sql: holder }, 'permit', grantor, place, {
    number: `after-${place.id}`,
  });
  await holder.query('commit');
  return { answer: await asked, before: before.number, after: after.number };
}

describe('what is written after a revocation stays hidden from a slow request that began before it', () => {
  test.each<[string, (user: User, placeId: string) => Promise<Answer>]>([
    ['a list', (user) => user.get('/permits?count=exact')],
    ['a list by place', (user, place) => user.get(`/permits?place=${place}`)],
    ['a search', (user) => user.get('/search?q=after')],
    [
      'the duplicate warning',
      (user, placeId) => user.post('/permits/similar', { placeId, type: 'Hot work' }),
    ],
  ])('%s', async (_, ask) => {
    const { answer, after } = await slowly(ask);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer.body)).not.toContain(after);
    if (answer.body.total !== undefined) expect(answer.body.total).toBe(answer.body.items.length);
  });

  test('the duplicate warning, which was allowed before, still tells what was there before', async () => {
    const { answer, before } = await slowly((user, placeId) =>
      user.post('/permits/similar', { placeId, type: 'Hot work' }),
    );
    expect(answer.body.items.map(({ number }: { number: string }) => number)).toEqual([before]);
  });
});

describe('an administrator’s questions', () => {
  test('are answered from one moment: an explanation and a preview hold no lock and see no later change', async () => {
    const one = await world.agency('One FD');
    const partner = await world.agency('Two FD');
    const place = await plantPlace(world, one);
    const permit = await plant(world, 'permit', one, place);
    const questions: (() => Promise<Answer>)[] = [
      () =>
        one.admin.post('/access/explain', {
          record: { kind: 'permit', id: permit.id },
          agencyId: partner.id,
          action: 'view',
        }),
      () =>
        one.admin.post('/admin/sharing/preview', {
          sheet: 'user',
          changes: [{ partnerId: partner.id, levels: { permits: 'view' } }],
        }),
    ];
    for (const ask of questions) {
      await holder.query('begin');
      try {
        await holder.query('select pg_advisory_xact_lock(hashtextextended($1, 731))', [one.id]);
        const waited = new Promise((resolve) => setTimeout(resolve, 3000, 'waited'));
        expect(await Promise.race([ask().then(({ status }) => status), waited])).toBe(200);
      } finally {
        await holder.query('rollback');
      }
    }
  });
});
