import { describe, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { must, patcher, race, type Scene, sharedPermit, sheetOf, sum } from './races.fixture.ts';
import { sessionOf } from './session.ts';
import { clientSheet, userSheet } from './sheets.ts';
import { caller, openWorld, type TestAgency } from './world.ts';

const app = await startApp();
const world = await openWorld(app);
const lanes = [1, 2, 3];

/** Every lane at once, so that they run into each other. */
const raceAll = async (scenes: readonly Scene[], trials: number) =>
  sum(await Promise.all(scenes.map((scene) => race(scene, trials / scenes.length))));

describe('whoever asks after the answer that took it away sees nothing', () => {
  test('a level of the User sheet: 300 trials', async () => {
    const scenes = await Promise.all(
      lanes.map(async (lane): Promise<Scene> => {
        const { grantor, partner, readersOf } = await sharedPermit(world, `Sheet ${lane}`);
        const save = sheetOf(grantor, partner);
        const turn = {
          give: () => save({ permits: 'view' }),
          take: () => save(lane === 1 ? null : { permits: 'none' }),
        };
        return { readers: readersOf(partner.admin), turn };
      }),
    );
    const { trials, stale, under } = await raceAll(scenes, 300);
    expect({ trials, stale }).toEqual({ trials: 300, stale: 0 });
    expect(under.seen, 'some requests were quick enough').toBeGreaterThan(20);
  });

  test('withholding the record, and withholding its place: 120 trials', async () => {
    const scenes = await Promise.all(
      lanes.map(async (lane): Promise<Scene> => {
        const { grantor, partner, place, permit, readersOf } = await sharedPermit(world, `Withheld ${lane}`);
        await sheetOf(grantor, partner)({ permits: 'view' });
        const path = lane === 1 ? `/places/${place.id}` : `/permits/${permit.id}`;
        const change = patcher(grantor.admin, path);
        const turn = { give: () => change({ withheld: false }), take: () => change({ withheld: true }) };
        return { readers: readersOf(partner.admin), turn };
      }),
    );
    expect(await raceAll(scenes, 120)).toMatchObject({ trials: 120, stale: 0 });
  });

  test('an inspection that leaves the statuses partners see: 60 trials', async () => {
    const { grantor, partner, place } = await sharedPermit(world, 'Status');
    await sheetOf(grantor, partner)({ inspections: 'view' });
    let id = '';
    const readers = [
      () => partner.admin.get(`/inspections/${id}`),
      () => partner.admin.get(`/inspections?count=exact&place=${place.id}&access=shared`),
    ];
    await world.grant(grantor, partner, { address: 'view' });
    const turn = {
      give: async () => {
        const made = await grantor.admin.post('/inspections', {
          placeId: place.id,
          type: 'Annual',
          status: 'inProgress',
        });
        id = must(made).body.id;
        return made;
      },
      take: async () =>
        must(await grantor.admin.patch(`/inspections/${id}`, { status: 'cancelled' }, { ifMatch: 1 })),
    };
    expect(await race({ readers, turn }, 60)).toMatchObject({ stale: 0 });
  });

  test('a permission of the reader’s role, and the role itself: 100 trials', async () => {
    const scenes = await Promise.all(
      [1, 2].map(async (lane): Promise<Scene> => {
        const { grantor, partner, readersOf } = await sharedPermit(world, `Role ${lane}`);
        await sheetOf(grantor, partner)({ permits: 'view' });
        const role = must(
          await partner.admin.post('/admin/roles', { name: 'Reader', permissions: ['FD Permits - Read'] }),
        ).body;
        const reader = await world.user(partner, []);
        await world.sql.query(
          `update api_key set permissions = array['FD Permits - Read'] where membership_id = $1`,
          [reader.membershipId],
        );
        const ofUser = patcher(partner.admin, `/admin/users/${reader.membershipId}`);
        const ofRole = patcher(partner.admin, `/admin/roles/${role.id}`);
        if (lane === 2) await ofUser({ roles: [role.id] });
        const turn =
          lane === 1
            ? { give: () => ofUser({ roles: [role.id] }), take: () => ofUser({ roles: [] }) }
            : {
                give: () => ofRole({ permissions: ['FD Permits - Read'] }),
                take: () => ofRole({ permissions: ['Addresses - Read'] }),
              };
        return { readers: readersOf(reader), turn };
      }),
    );
    expect(await raceAll(scenes, 100)).toMatchObject({ stale: 0 });
  });

  test('the feature or the account of either side: 80 trials', async () => {
    const platform = await world.agency('Platform', { county: '48453' });
    await world.sql.query('update person set operator = true where id = $1', [platform.admin.personId]);
    const operator = caller(app.base, { cookie: await sessionOf(app, world, platform.admin) });
    const scenes = await Promise.all(
      ['grantor', 'partner', 'active'].map(async (which): Promise<Scene> => {
        const { grantor, partner, readersOf } = await sharedPermit(world, which);
        await sheetOf(grantor, partner)({ permits: 'view' });
        const account = which === 'partner' ? partner : grantor;
        const change = patcher({ ...platform.admin, ...operator }, `/operator/agencies/${account.id}`);
        const to = (on: boolean) =>
          which === 'active' ? { active: on } : { features: { userDataSharing: on } };
        return {
          readers: readersOf(partner.admin),
          turn: { give: () => change(to(true)), take: () => change(to(false)) },
        };
      }),
    );
    expect(await raceAll(scenes, 81)).toMatchObject({ stale: 0 });
  });
});

/** Notes the order in which transactions commit: by a trigger that fires at their end, while their locks stand. */
async function noteCommits(): Promise<void> {
  await world.sql.query(`
    create table commit_order (at bigint generated always as identity, what text, id uuid, mark text);
    create function note_commit() returns trigger language plpgsql security definer set search_path = public as $$
    begin
      insert into commit_order (what, id, mark) values (tg_table_name,
        case tg_table_name when 'permit' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'partner_id')::uuid end,
        case tg_table_name when 'permit' then to_jsonb(new) ->> 'description' end);
      return null;
    end $$;`);
  for (const [table, event] of [
    ['permit', 'insert or update'],
    ['share_grant', 'update'],
  ])
    await world.sql.query(`create constraint trigger ${table}_committed after ${event} on ${table}
      deferrable initially deferred for each row execute function note_commit()`);
}

describe('no edit commits after the revocation that it lost to', () => {
  test('edits and creations at a place whose owner withdraws Address Share Module: 200 trials', async () => {
    await noteCommits();
    const tally = { trials: 0, accepted: 0, refused: 0, late: 0 };
    const lane = async (trials: number) => {
      const [owner, maker] = [await world.agency('Owner FD'), await world.agency('Maker FD')];
      const place = await world.place(owner);
      const save = sheetOf(owner, maker);
      await save({ addressShareModule: 'permit' });
      const body = { placeId: place.id, type: 'Tent', class: 'operational' };
      const permit = must(await maker.admin.post('/permits', body)).body;
      let version = 1;
      for (let trial = 0; trial < trials; trial++) {
        const mark = `${owner.id} ${trial}`;
        const soon = (most: number) => new Promise((resolve) => setTimeout(resolve, Math.random() * most));
        const edit = soon(6).then(() =>
          maker.admin.patch(`/permits/${permit.id}`, { description: mark }, { ifMatch: version }),
        );
        const creation = soon(6).then(() => maker.admin.post('/permits', { ...body, description: mark }));
        const [edited, created] = await Promise.all([edit, creation, soon(6).then(() => save(null))]);
        const tooLate = [
          await maker.admin.patch(`/permits/${permit.id}`, { description: 'late' }, { ifMatch: version }),
          await maker.admin.post('/permits', { ...body, description: 'late' }),
        ];
        expect(tooLate.map(({ status }) => status)).toEqual([404, 404]);
        for (const { status } of [edited, created]) {
          expect([200, 201, 404]).toContain(status);
          tally[status < 300 ? 'accepted' : 'refused'] += 1;
        }
        if (edited.status === 200) version = edited.body.version;
        const { rows } = await world.sql.query(
          `select count(*)::integer as late from commit_order c where c.what = 'permit' and c.mark = $1
             and c.at > (select max(at) from commit_order where what = 'share_grant' and id = $2)`,
          [mark, maker.id],
        );
        tally.late += rows[0].late;
        tally.trials += 1;
        await save({ addressShareModule: 'permit' });
      }
    };
    await Promise.all([lane(100), lane(100)]);
    expect(tally).toMatchObject({ trials: 200, late: 0 });
    expect(Math.min(tally.accepted, tally.refused), JSON.stringify(tally)).toBeGreaterThan(20);
  });

  test('edits by somebody whose role loses the permission: 60 trials', async () => {
    const agency = await world.agency('Own FD');
    const place = await world.place(agency);
    const editor = await world.user(agency, []);
    const rights = ['FD Permits - Read', 'FD Permits - Edit'];
    await world.sql.query('update api_key set permissions = $2 where membership_id = $1', [
      editor.membershipId,
      rights,
    ]);
    const role = must(await agency.admin.post('/admin/roles', { name: 'Editor', permissions: rights })).body;
    const change = patcher(agency.admin, `/admin/users/${editor.membershipId}`);
    const permit = must(
      await agency.admin.post('/permits', { placeId: place.id, type: 'Tent', class: 'operational' }),
    ).body;
    let version = 1;
    const log = async (kind: string, id: string) =>
      (
        await world.sql.query('select max(at) as at from audit_entry where kind = $1 and record_id = $2', [
          kind,
          id,
        ])
      ).rows[0].at;
    for (let trial = 0; trial < 60; trial++) {
      await change({ roles: [role.id] });
      const [edited] = await Promise.all([
        editor.patch(`/permits/${permit.id}`, { description: `${trial}` }, { ifMatch: version }),
        new Promise((resolve) => setTimeout(resolve, Math.random() * 6)).then(() => change({ roles: [] })),
      ]);
      expect([200, 403]).toContain(edited.status);
      if (edited.status === 200) {
        version = edited.body.version;
        const [at, until] = [await log('permit', permit.id), await log('user', editor.membershipId)];
        expect(at.getTime()).toBeLessThanOrEqual(until.getTime());
      }
      expect((await editor.patch(`/permits/${permit.id}`, {}, { ifMatch: version })).status).toBe(403);
    }
  });
});

describe('sheets that several save at once', () => {
  const partnersOf = (count: number) =>
    Promise.all(Array.from({ length: count }, (_, at) => world.agency(`Partner ${at}`)));

  test('one save of the User sheet at a version wins, all others are told: 30 rounds of 6', async () => {
    const agency = await world.agency('Sheet FD');
    const partners = await partnersOf(6);
    for (let round = 0; round < 30; round++) {
      const { version } = (await agency.admin.get(userSheet)).body;
      const saves = partners.map((partner: TestAgency) =>
        agency.admin.put(
          userSheet,
          { items: [{ partnerId: partner.id, levels: { permits: round % 2 ? 'view' : 'none' } }] },
          { ifMatch: version },
        ),
      );
      const answers = await Promise.all(saves);
      const statuses = answers.map(({ status }) => status).sort();
      expect(statuses).toEqual([200, 412, 412, 412, 412, 412]);
      const { items } = (await agency.admin.get(userSheet)).body;
      const winner = partners[answers.findIndex(({ status }) => status === 200)]!;
      expect(items.map((each: { partner: { id: string } }) => each.partner.id)).toEqual([winner.id]);
    }
  });

  test('rows of the Client sheet are saved side by side, and each row by one at a time: 20 rounds', async () => {
    const agency = await world.agency('Rows FD', { county: '06001' });
    const partners = await Promise.all(
      [1, 2, 3].map((at) => world.agency(`Neighbour ${at}`, { county: '06001' })),
    );
    for (let round = 0; round < 20; round++) {
      const level = round % 2 ? 'none' : 'view';
      const answers = await Promise.all(
        partners.flatMap((partner) =>
          [1, 2].map(() =>
            agency.admin.put(
              `${clientSheet}/${partner.id}`,
              { levels: { address: level } },
              { ifMatch: round },
            ),
          ),
        ),
      );
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((each) => each === 200)).toHaveLength(3);
      expect(statuses.filter((each) => each === 412)).toHaveLength(3);
      const { items } = (await agency.admin.get(clientSheet)).body;
      for (const row of items) expect([row.version, row.levels.address]).toEqual([round + 1, level]);
    }
  });

  test('a bulk save and a save of one of its rows leave no row that breaks the save rule: 30 rounds', async () => {
    const agency = await world.agency('Bulk FD', { county: '06003' });
    const partner = await world.agency('Bulk partner', { county: '06003' });
    for (let round = 0; round < 30; round++) {
      const row = (await agency.admin.get(clientSheet)).body.items[0];
      const both = { address: 'view', prePlans: 'view' };
      await agency.admin.put(
        `${clientSheet}/${partner.id}`,
        { levels: { address: 'view', prePlans: 'none' } },
        { ifMatch: row.version },
      );
      const { version } = (await agency.admin.get(clientSheet)).body.items[0];
      const answers = await Promise.all([
        agency.admin.post(`${clientSheet}/bulk`, { partnerIds: [partner.id], levels: { prePlans: 'view' } }),
        agency.admin.put(
          `${clientSheet}/${partner.id}`,
          { levels: { address: 'none' } },
          { ifMatch: version },
        ),
      ]);
      for (const { status } of answers) expect([200, 412, 422]).toContain(status);
      const { levels } = (await agency.admin.get(clientSheet)).body.items[0];
      if (levels.prePlans !== 'none') expect(levels).toMatchObject(both);
      await agency.admin.post(`${clientSheet}/bulk`, {
        partnerIds: [partner.id],
        levels: { prePlans: 'none' },
      });
    }
  });
});
