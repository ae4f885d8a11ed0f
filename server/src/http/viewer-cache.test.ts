import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { startApp, startOtherNode } from '../../test/app.ts';
import { sessionOf } from '../../test/session.ts';
import { caller, openWorld, type TestAgency, type User } from '../../test/world.ts';
import { asSystem } from '../db/system.ts';
import { openTrimmer } from './viewer-cache.ts';

const app = await startApp();
const world = await openWorld(app);
const other = await startOtherNode(app);

const permitAt = (by: TestAgency, placeId: string) =>
  by.admin.post('/permits', { placeId, type: 'Tent', class: 'operational' });

/** A neighbour whose permits and places a reader sees, whom the reader's agency shares no county with but is linked to. */
async function neighbours() {
  const [giver, taker] = [
    await world.agency('Giver FD'),
    await world.agency('Taker FD', { county: '48453' }),
  ];
  await world.sql.query(
    'insert into agency_link (id, one, other) values (gen_random_uuid(), least($1::uuid, $2), greatest($1::uuid, $2))',
    [giver.id, taker.id],
  );
  await world.grant(giver, taker, { permits: 'view', prePlans: 'view', address: 'view' });
  const place = await world.place(giver);
  await permitAt(giver, place.id);
  return {
    giver,
    taker,
    place,
    reader: await world.user(taker, ['FD Permits - Read', 'Addresses - Read', 'Pre-Plans - Read']),
  };
}

type Scene = Awaited<ReturnType<typeof neighbours>>;

const permits = async (user: Pick<User, 'get'>) => {
  const { status, body } = await user.get('/permits');
  return status === 200 ? body.items.length : status;
};
const places = async (user: Pick<User, 'get'>) => (await user.get('/places')).body.items.length;
const me = async (user: Pick<User, 'get'>, part: 'user' | 'agency') =>
  (await user.get('/me')).body[part].name;

const changes: readonly (readonly [
  what: string,
  (reader: Pick<User, 'get'>) => Promise<unknown>,
  before: unknown,
  (scene: Scene) => Promise<unknown>,
  after: unknown,
])[] = [
  [
    'a grant',
    permits,
    1,
    ({ giver }) =>
      world.sql.query(
        `update share_grant set valid = tstzrange(lower(valid), now())
         where grantor_id = $1 and module = 'permits' and upper_inf(valid)`,
        [giver.id],
      ),
    0,
  ],
  [
    'a row of a sheet',
    permits,
    1,
    ({ giver }) => world.sql.query('update share_row set ended_at = now() where grantor_id = $1', [giver.id]),
    0,
  ],
  [
    'what a partner’s account may do',
    permits,
    1,
    ({ giver }) => world.sql.query('update agency set user_data_sharing = false where id = $1', [giver.id]),
    0,
  ],
  [
    'a link',
    places,
    1,
    ({ giver }) =>
      world.sql.query(
        'update agency_link set valid = tstzrange(lower(valid), now()) where $1 in (one, other)',
        [giver.id],
      ),
    0,
  ],
  [
    'a county',
    places,
    1,
    async ({ giver, taker }) => {
      await world.sql.query(
        'update agency_link set valid = tstzrange(lower(valid), now()) where $1 in (one, other)',
        [giver.id],
      );
      await world.sql.query(`insert into agency_county (agency_id, fips) values ($1, '17097')`, [taker.id]);
    },
    1,
  ],
  [
    'a role',
    permits,
    1,
    ({ reader }) =>
      world.sql.query(
        `update role set permissions = '{Addresses - Read}' where id = (select role_id from membership_role where membership_id = $1)`,
        [reader.membershipId],
      ),
    403,
  ],
  [
    'who has a role',
    permits,
    1,
    ({ reader }) =>
      world.sql.query(
        'update membership_role set valid = tstzrange(lower(valid), now()) where membership_id = $1',
        [reader.membershipId],
      ),
    403,
  ],
  [
    'a membership',
    permits,
    1,
    ({ reader }) =>
      world.sql.query('update membership set active = false where id = $1', [reader.membershipId]),
    401,
  ],
  [
    'the own agency',
    (reader) => me(reader, 'agency'),
    'Taker FD',
    ({ taker }) => world.sql.query(`update agency set name = 'Taker Fire' where id = $1`, [taker.id]),
    'Taker Fire',
  ],
  [
    'a person',
    (reader) => me(reader, 'user'),
    'User of Taker FD',
    ({ reader }) => world.sql.query(`update person set name = 'Renamed' where id = $1`, [reader.personId]),
    'Renamed',
  ],
];

describe('what is kept of a reader gives way at the next request to a change of', () => {
  test.each(changes)('%s, at either node', async (_, read, before, change, after) => {
    const scene = await neighbours();
    const { reader } = scene;
    const there = caller(other.base, { authorization: `Bearer ${reader.key}` });
    for (const each of [reader, reader, there, there]) expect(await read(each)).toEqual(before);
    for (const { house } of [app, other])
      expect(house.viewerCache.find({ by: 'key', secret: reader.key })).toBeDefined();
    await change(scene);
    expect(await Promise.all([read(reader), read(there)])).toEqual([after, after]);
  });

  test('which agencies have records at whose places', async () => {
    const { giver, taker, place, reader } = await neighbours();
    await world.grant(giver, taker, { addressShareModule: 'permit' });
    for (let each = 0; each < 2; each++) expect(await permits(reader)).toBe(1);
    await permitAt(taker, place.id);
    expect(await permits(reader)).toBe(2);
  });

  test('a key: less of it, and its end', async () => {
    const { reader } = await neighbours();
    for (let each = 0; each < 2; each++) expect(await permits(reader)).toBe(1);
    await world.sql.query(`update api_key set permissions = '{Addresses - Read}' where membership_id = $1`, [
      reader.membershipId,
    ]);
    expect(await permits(reader)).toBe(403);
    await world.sql.query('update api_key set revoked_at = now() where membership_id = $1', [
      reader.membershipId,
    ]);
    expect(await permits(reader)).toBe(401);
  });

  test('a session: the agency it acts for, and its end', async () => {
    const { reader, giver } = await neighbours();
    const session = caller(app.base, { cookie: await sessionOf(app, world, reader) });
    for (let each = 0; each < 2; each++) expect(await me(session, 'agency')).toBe('Taker FD');
    const { membershipId } = await world.user(giver, []);
    const { rows } = await world.sql.query('select login_id from membership where id = $1', [
      reader.membershipId,
    ]);
    const login = rows[0].login_id;
    await world.sql.query('update membership set login_id = $1 where id = $2', [login, membershipId]);
    await world.sql.query('update session set membership_id = $1 where login_id = $2', [membershipId, login]);
    for (let each = 0; each < 2; each++) expect(await me(session, 'agency')).toBe('Giver FD');
    await world.sql.query('delete from session where login_id = $1', [login]);
    expect((await session.get('/me')).status).toBe(401);
  });
});

test('a refusal rests on what holds now: whoever was just given a permission is let in', async () => {
  const { taker } = await neighbours();
  const narrow = await world.user(taker, []);
  for (let each = 0; each < 2; each++) expect(await permits(narrow)).toBe(403);
  await world.sql.query(
    `update role set permissions = '{FD Permits - Read}' where id = (select role_id from membership_role where membership_id = $1)`,
    [narrow.membershipId],
  );
  await world.sql.query(`update api_key set permissions = '{FD Permits - Read}' where membership_id = $1`, [
    narrow.membershipId,
  ]);
  expect(await permits(narrow)).toBe(1);
});

test('a change that is not committed yet counts for nobody, and for everybody once it is', async () => {
  const { reader, giver } = await neighbours();
  expect(await permits(reader)).toBe(1);
  await world.sql.query('begin');
  await world.sql.query('update share_row set ended_at = now() where grantor_id = $1', [giver.id]);
  await asSystem(app.house.database, (db) => sql`select pg_current_xact_id()`.execute(db)); // a later number, ended earlier
  // Read anew in the meantime: by a snapshot that does not show the change, though its number is drawn already.
  app.house.viewerCache.drop({ by: 'key', secret: reader.key });
  for (let each = 0; each < 2; each++) expect(await permits(reader)).toBe(1);
  await world.sql.query('commit');
  expect(await permits(reader)).toBe(0);
});

test('changes are forgotten that are older than all that is kept, however often they are looked through', async () => {
  const changes = async () =>
    (await world.sql.query('select tx::text from sight_change order by tx')).rows.map(({ tx }) => Number(tx));
  let now = 0;
  const trim = openTrimmer(() => now);
  /** No database of this cluster is in a transaction that began before the last of these. */
  const allOver = (numbers: readonly number[]) =>
    expect
      .poll(
        async () =>
          Number(
            (await world.sql.query('select pg_snapshot_xmin(pg_current_snapshot())::text as oldest')).rows[0]
              .oldest,
          ),
        { timeout: 120_000 },
      )
      .toBeGreaterThan(numbers.at(-1)!);
  const trimAt = (...times: number[]) =>
    asSystem(app.house.database, async (db) => {
      for (const each of times) {
        now = each;
        await trim(db);
      }
    });
  await neighbours();
  const first = await changes();
  await allOver(first);
  await trimAt(0);
  await neighbours();
  const both = await changes();
  const later = both.filter((each) => !first.includes(each));
  expect([first.length, later.length].every((each) => each > 0)).toBe(true);
  await trimAt(1, 2, 3, 119_999);
  expect(await changes()).toEqual(both);
  await trimAt(120_000);
  expect(await changes()).toEqual(later);
  // As after a crash: numbers drawn before it are given out again, and what snapshots said of them is void.
  await world.sql.query('truncate cluster_life');
  await allOver(later);
  await trimAt(240_000, 359_999);
  expect(await changes()).toEqual(later);
  await trimAt(360_000);
  expect(await changes()).toEqual([]);
});
