import { describe, expect, test } from 'vitest';
import { kinds } from '../src/kinds/kinds.ts';
import { startApp } from './app.ts';
import { asAgency, connectAs, fill } from './second-lock.fixture.ts';
import { openWorld } from './world.ts';

const app = await startApp();
const world = await openWorld(app);
const [ours, theirs, third] = [
  await world.agency('Ours FD', { county: '17031' }),
  await world.agency('Theirs FD'),
  await world.agency('Third FD'),
];
await fill(world, theirs, third);
const far = await world.agency('Far FD', { county: '48453' });
await world.sql.query(
  'insert into agency_link (id, one, other) values (gen_random_uuid(), least($1::uuid, $2), greatest($1::uuid, $2))',
  [theirs.id, far.id],
);
const viewer = await connectAs(app, '-c role=standpipe_viewer');
const one = async (text: string, values: unknown[] = []) => (await world.sql.query(text, values)).rows[0];
const place = await one('select * from place where owner_id = $1', [theirs.id]);
const scope = await one('select id from scope where author_id = $1 and owner_id = $1', [theirs.id]);
const taken = await one('select number from permit where author_id = $1', [theirs.id]);
const offer = await one('select * from place_transfer where place_id = $1', [place.id]);

/** What each function that looks past the policies tells or does, to whoever calls it. */
const pastThePolicies: Readonly<Record<string, string>> = {
  accept_place_transfer: 'hands over a place, to the agency it was offered to while the offer stands',
  anyone_holds: 'does anyone at a partner on the own sheet hold one of two permissions?',
  carry_notes: 'called by triggers: gives the notes about a record the owner that it was given',
  candidate_scopes:
    'pairs that have records, among the given agencies or naming the first; the rules then open some of them',
  carry_place: 'trigger',
  ...Object.fromEntries(
    Object.values(kinds).flatMap(({ table, columns }) => [
      [`count_${table}`, 'trigger'],
      ...(columns.includes('address_line') ? [[`extend_${table}`, 'trigger']] : []),
    ]),
  ),
  fold_counts: 'sums up counts, which stay the same',
  hold_place: 'the door of a place, for the rule for creating there; the caller decides before a word leaves',
  hold_sight: 'has anything changed that viewers are read from?',
  holding_words: 'ids of records in scopes that are open',
  is_member: 'is or was the acting agency in a conversation?',
  is_talking: 'is the acting agency in a conversation still?',
  is_open_of: 'is a profile of the named agency in a scope that is open?',
  is_writable: 'is a record of the named agency in a scope that the acting agency may change?',
  keep_periods: 'trigger',
  next_entry: 'the next number of the log of a board in a scope that is open',
  number_taken: 'is a number of the own series used?',
  own_keys: 'which numbers and ids of a source records of the acting agency have, those out of its sight too',
  place_door: 'the door of a place, for the rule for creating there; the caller decides before a word leaves',
  queue_entry: 'trigger',
  records_at_place: 'facts of what stands at an own place, for the stream',
  scope_of: 'the number of a pair of agencies',
  seal_entries: 'seals what is committed, in its order; tells how many',
  sight_of_key: 'who asks, by the hash of a key, and until when it is sure',
  sight_of_link: 'who asks, by the hash of a link key, and until when it is sure',
  sight_of_session: 'who asks, by the token of a session, and until when it is sure',
  sights_change: 'trigger',
  viewer_of_key: 'who asks, by the hash of a key',
  viewer_of_link: 'who asks, by the hash of a link key',
  viewer_of_session: 'who asks, by the token of a session',
  started_here: 'has the acting agency started a conversation in which nothing was said yet?',
  was_delivered: 'was a message of a conversation delivered to the acting agency?',
  within_box: 'ids of records in scopes that are open',
};

describe('functions that look past the policies', () => {
  test('are those on the list', async () => {
    const { rows } = await world.sql.query(`select proname as name from pg_proc
      where prosecdef and pronamespace = 'public'::regnamespace order by 1`);
    expect(rows.map((row) => row.name)).toEqual(Object.keys(pastThePolicies).sort());
  });

  test('look for their tables in one place, temporary ones last', async () => {
    const { rows } = await world.sql.query(`select proname as name, proconfig from pg_proc
      where prosecdef and pronamespace = 'public'::regnamespace`);
    for (const { name, proconfig } of rows) expect(proconfig, name).toEqual(['search_path=public, pg_temp']);
  });

  test('and all others of ours are for nobody but the two roles', async () => {
    const { rows } = await world.sql.query(`select p.proname as name,
        has_function_privilege('public', p.oid, 'execute') as anybody
      from pg_proc p left join pg_depend d on d.objid = p.oid and d.deptype = 'e'
      where p.pronamespace = 'public'::regnamespace and d.objid is null`);
    expect(rows.length).toBeGreaterThan(15);
    for (const { name, anybody } of rows) expect(anybody, name).toBe(false);
  });
});

describe('to a viewer of one agency they tell nothing of another’s rows', () => {
  test.each([
    ['what another agency was granted', 'select received_by($1) as told', [third.id], '[]'],
    [
      'ids by words in scopes that are not open',
      `select holding_words('permit', 'search', array[$1::integer], array[$2::text], 5000) as told`,
      [scope.id, taken.number],
      '[]',
    ],
    [
      'ids by a box in scopes that are not open',
      `select within_box('permit', array[$1::integer], array[-180, -90, 180, 90], array[0, 1::bigint << 48], 5000) as told`,
      [scope.id],
      '[]',
    ],
    [
      'a number of another’s series',
      `select number_taken('permit', $1, 'P-1') as told`,
      [theirs.id],
      'false',
    ],
    [
      'that a number of another’s series is used',
      `select number_taken('permit', $1, number) as told from (values ($2)) as x (number)`,
      [theirs.id, taken.number],
      'false',
    ],
    [
      'a record of another’s by its number',
      `select coalesce(jsonb_agg(k), '[]') as told from own_keys('permit', array[$1], array[$1]) k`,
      [taken.number],
      '[]',
    ],
    [
      'what stands at another’s place',
      'select coalesce(jsonb_agg(r), $2::jsonb) as told from records_at_place($1) r',
      [place.id, '[]'],
      '[]',
    ],
    [
      'which permissions anyone there holds',
      `select anyone_holds($1, 'Admin - Users') or anyone_holds($1, 'FD Permits - Read') as told`,
      [theirs.id],
      'false',
    ],
    ['that one inspection follows another', 'select reinspects($1, $1) as told', [place.id], 'false'],
    ['an operator’s link of theirs', 'select listed_because($1, $2) as told', [theirs.id, far.id], 'null'],
  ])('%s', async (_, text, values, told) => {
    await asAgency(viewer, world.sql, ours, async (attempt) => {
      const outcome = await attempt(text, values);
      expect(outcome.refused).toBeNull();
      expect(JSON.stringify(outcome.rows[0].told)).toBe(told);
    });
  });

  test('nor do they hand over a place that was offered to a third', async () => {
    await asAgency(viewer, world.sql, ours, async (attempt) => {
      expect(await attempt('select accept_place_transfer($1)', [offer.id])).toMatchObject({
        refused: 'P0002',
      });
    });
  });

  test('a temporary table does not pass for one of ours', async () => {
    await asAgency(viewer, world.sql, ours, async (attempt) => {
      const stolen = await attempt(`do $$ begin
        create temp table place_transfer (id uuid, place_id uuid, from_agency_id uuid, to_agency_id uuid, status text,
          address_line text, created_at timestamptz, decided_at timestamptz);
        insert into pg_temp.place_transfer values ('${offer.id}', '${place.id}', '${theirs.id}', '${ours.id}', 'offered');
        grant all on pg_temp.place_transfer to public;
        perform accept_place_transfer('${offer.id}'); end $$`);
      expect(stolen).toMatchObject({ refused: 'P0002' });
    });
  });
});

describe('an offer of a place', () => {
  const insert = (of: string, from: string, to: string) =>
    `insert into place_transfer (id, place_id, from_agency_id, to_agency_id, address_line)
     values (gen_random_uuid(), '${of}', '${from}', '${to}', 'x')`;

  test('is not made by anybody but the place’s owner', async () => {
    const free = await world.place(theirs);
    await asAgency(viewer, world.sql, ours, async (attempt) => {
      expect(await attempt(insert(free.id, theirs.id, ours.id))).toMatchObject({ refused: '42501' });
      expect(await attempt(insert(free.id, ours.id, third.id))).toMatchObject({ refused: '42501' });
    });
  });

  test('is not turned to another place or receiver', async () => {
    for (const agency of [theirs, third])
      await asAgency(viewer, world.sql, agency, async (attempt) => {
        for (const set of [
          `place_id = '${place.id}'`,
          `to_agency_id = '${third.id}'`,
          `from_agency_id = '${ours.id}'`,
        ])
          expect(await attempt(`update place_transfer set ${set}`)).toMatchObject({ refused: '42501' });
      });
  });

  test('is declined by its receiver, withdrawn by its maker, and neither the other way round', async () => {
    const to = (status: string) => `update place_transfer set status = '${status}' where id = '${offer.id}'`;
    for (const [agency, may, mayNot] of [
      [theirs, 'withdrawn', ['declined', 'accepted']],
      [third, 'declined', ['withdrawn', 'accepted']],
    ] as const)
      await asAgency(viewer, world.sql, agency, async (attempt) => {
        expect((await attempt(to(may))).count).toBe(1);
        for (const status of mayNot) expect(await attempt(to(status)), status).toMatchObject({ count: 0 });
      });
  });

  test('that was declined does not come back to life', async () => {
    await third.admin.post(`/places/${place.id}/transfer/decline`);
    await asAgency(viewer, world.sql, third, async (attempt) => {
      expect(await attempt(`update place_transfer set status = 'offered'`)).toMatchObject({ count: 0 });
    });
  });
});
