/** Bad input to records of every kind: ids, rights, versions, keys. */
import { describe, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { expectProblem, expectRefused, type Kind, kinds, setScene } from './bad-input.fixture.ts';
import { stateOf } from './state.ts';
import { type Answer, openWorld, type User } from './world.ts';

const app = await startApp();
const world = await openWorld(app);
const { own, partner, stranger, ids, fresh } = await setScene(world);
const nobodys = '01890000-0000-7000-8000-000000000000';
const invalid = { status: 400, code: 'invalid' } as const;

type Ask = (who: User, kind: Kind, id: string) => Promise<Answer>;
const asks: Record<string, Ask> = {
  'reading it': (who, kind, id) => who.get(`/${kind}/${id}`),
  'changing it': (who, kind, id) => who.patch(`/${kind}/${id}`, { notes: 'x' }, { ifMatch: 1 }),
  'changing it with nonsense': (who, kind, id) => who.patch(`/${kind}/${id}`, { nonsense: 1 }),
  'deleting it': (who, kind, id) => who.delete(`/${kind}/${id}`, { ifMatch: 1 }),
  'deleting it without a version': (who, kind, id) => who.delete(`/${kind}/${id}`),
  'its history': (who, kind, id) => who.get(`/${kind}/${id}/history`),
};
const more: Partial<Record<Kind, Record<string, Ask>>> = {
  places: {
    'handing it over': (who, _, id) => who.post(`/places/${id}/transfer`, { toAgencyId: stranger.id }),
  },
  inspections: {
    'its report': (who, _, id) => who.get(`/inspections/${id}/report.pdf`),
    'e-mailing its report': (who, _, id) => who.post(`/inspections/${id}/email`, { to: ['x@example.org'] }),
  },
};
const asksOf = (kind: Kind) => Object.entries({ ...asks, ...more[kind] });

/** An answer without what differs from one request to the next. */
const bare = ({ status, body, headers }: Answer) => {
  const { requestId: _, ...rest } = body;
  const kept = [...headers].filter(([name]) => name !== 'date' && !name.startsWith('x-ratelimit'));
  return { status, rest, kept };
};

describe.each(kinds)('%s', (kind) => {
  const path = `/${kind}/${ids[kind]}`;

  test.each(asksOf(kind))(
    'of a stranger and ids that nobody has are answered alike, byte for byte: %s',
    async (_what, ask) => {
      const before = await stateOf(world);
      const [hidden, unknown] = [
        await ask(stranger.admin, kind, ids[kind]),
        await ask(stranger.admin, kind, nobodys),
      ];
      expectProblem(hidden, { status: 404, code: 'not_found' });
      expect(bare(hidden)).toEqual(bare(unknown));
      expect(hidden.bytes.length).toBe(unknown.bytes.length);
      expect(await stateOf(world)).toEqual(before);
    },
  );

  test.each(asksOf(kind).filter(([what]) => what !== 'reading it'))(
    'that a partner may only see are refused with the reason in words: %s',
    async (_what, ask) => {
      await expectRefused(world, () => ask(partner.admin, kind, ids[kind]), {
        status: 403,
        code: 'not_allowed',
        says: /Own FD/,
      });
    },
  );

  test.each(['1', 'x', `${nobodys}x`, '%00', '%ff', '..%2f..', 'null'])(
    'an id that is none is 404: %s',
    async (id) => {
      await expectRefused(world, () => own.admin.get(`/${kind}/${id}`), { status: 404, code: 'not_found' });
    },
  );

  test('without If-Match is 428, with another version 412, and the version it has is told', async () => {
    for (const ask of [
      (asking?: object) => own.admin.patch(path, { notes: 'x' }, asking),
      (asking?: object) => own.admin.delete(path, asking),
    ]) {
      await expectRefused(world, () => ask(), {
        status: 428,
        code: 'precondition_required',
        says: /If-Match/,
      });
      for (const ifMatch of [0, 2, '1.0', '*', '1", "2', 'x'.repeat(500), '']) {
        const stale = await expectRefused(world, () => ask({ ifMatch }), {
          status: 412,
          code: 'stale',
          says: /version 1/,
        });
        expect(stale.body.version).toBe(1);
      }
    }
  });

  test('an Idempotency-Key with another body is 409, and an endless one is refused', async () => {
    const asking = { headers: { 'idempotency-key': `${kind}-1` } };
    const first = await own.admin.post(`/${kind}`, fresh(kind), asking);
    expect(first.status).toBe(201);
    await expectRefused(world, () => own.admin.post(`/${kind}`, { ...fresh(kind), notes: 'x' }, asking), {
      status: 409,
      code: 'conflict',
      says: /Idempotency-Key/,
    });
    await expectRefused(
      world,
      () => own.admin.post(`/${kind}`, fresh(kind), { headers: { 'idempotency-key': 'x'.repeat(201) } }),
      { ...invalid, path: 'Idempotency-Key' },
    );
  });
});

describe('an Idempotency-Key whose first request still runs', () => {
  test('is 409 with Retry-After, and good afterwards', async () => {
    const guest = await world.agency('Guest FD');
    await world.grant(own, guest, { addressShareModule: 'permit' });
    const once = () =>
      guest.admin.post('/permits', fresh('permits'), { headers: { 'idempotency-key': 'slow' } });
    // A save of the owner's sheet holds what the first request relies on.
    await world.sql.query('begin');
    await world.sql.query('select pg_advisory_xact_lock(hashtextextended($1::text, 731))', [own.id]);
    const first = once();
    const waits = async () =>
      (
        await world.sql.query(
          'select from pg_locks where not granted and database = (select oid from pg_database where datname = current_database())',
        )
      ).rows.length;
    await expect.poll(waits).toBe(1);
    const second = await once();
    expectProblem(second, { status: 409, code: 'conflict', says: /still running/ });
    expect(second.headers.get('retry-after')).toBe('1');
    await world.sql.query('commit');
    expect((await first).status).toBe(201);
    expect((await once()).body.id).toBe((await first).body.id);
  });
});
