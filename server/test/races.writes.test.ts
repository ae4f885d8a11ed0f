import { describe, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { evenRace, must, patcher, sheetOf } from './races.fixture.ts';
import { clientSheet, userSheet } from './sheets.ts';
import { openWorld, type TestAgency } from './world.ts';

const app = await startApp();
const world = await openWorld(app);

/** Notes the order in which transactions commit: by a trigger that fires at their end, while their locks stand. */
async function noteCommits(): Promise<void> {
  await world.sql.query(`
    create table commit_order (at bigint generated always as identity, what text, id uuid, mark text);
    create function note_commit() returns trigger language plpgsql security definer set search_path = public as $$
    declare row jsonb := to_jsonb(new);
    begin
      insert into commit_order (what, id, mark)
        values (tg_table_name, coalesce(row ->> 'partner_id', row ->> 'id')::uuid, row ->> 'description');
      return null;
    end $$;`);
  for (const [table, event] of [
    ['permit', 'insert or update'],
    ['share_grant', 'update'],
    ['membership', 'update'],
  ])
    await world.sql.query(`create constraint trigger ${table}_committed after ${event} on ${table}
      deferrable initially deferred for each row execute function note_commit()`);
}
await noteCommits();

/** How many permits with this mark were committed after what took away the right to write them. */
async function lateWrites(mark: string, taken: 'share_grant' | 'membership', from: string): Promise<number> {
  const { rows } = await world.sql.query(
    `select count(*)::integer as late from commit_order where what = 'permit' and mark = $1
       and at > (select max(at) from commit_order where what = $2 and id = $3)`,
    [mark, taken, from],
  );
  return rows[0].late;
}

describe('no edit commits after the revocation that it lost to', () => {
  test('edits and creations at a place whose owner withdraws Address Share Module: 200 trials', async () => {
    const tally = { trials: 0, accepted: 0, refused: 0, late: 0 };
    const lane = async (trials: number) => {
      const [owner, maker] = [await world.agency('Owner FD'), await world.agency('Maker FD')];
      const place = await world.place(owner);
      const save = sheetOf(owner, maker);
      await save({ addressShareModule: 'permit' });
      const body = { placeId: place.id, type: 'Tent', class: 'operational' };
      const permit = must(await maker.admin.post('/permits', body)).body;
      const starts = evenRace();
      let version = 1;
      for (let trial = 0; trial < trials; trial++) {
        const mark = `${owner.id} ${trial}`;
        const edit = starts
          .first()
          .then(() =>
            maker.admin.patch(`/permits/${permit.id}`, { description: mark }, { ifMatch: version }),
          );
        const creation = starts
          .first()
          .then(() => maker.admin.post('/permits', { ...body, description: mark }));
        const [edited, created] = await Promise.all([edit, creation, starts.second().then(() => save(null))]);
        const tooLate = [
          await maker.admin.patch(`/permits/${permit.id}`, { description: 'late' }, { ifMatch: version }),
          await maker.admin.post('/permits', { ...body, description: 'late' }),
        ];
        expect(tooLate.map(({ status }) => status)).toEqual([404, 404]);
        for (const { status } of [edited, created]) {
          expect([200, 201, 404]).toContain(status);
          tally[status < 300 ? 'accepted' : 'refused'] += 1;
          starts.firstWon(status < 300);
        }
        if (edited.status === 200) version = edited.body.version;
        tally.late += await lateWrites(mark, 'share_grant', maker.id);
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
    let [late, accepted] = [0, 0];
    const starts = evenRace();
    for (let trial = 0; trial < 60; trial++) {
      const mark = `role ${trial}`;
      await change({ roles: [role.id] });
      const [edited] = await Promise.all([
        starts
          .first()
          .then(() => editor.patch(`/permits/${permit.id}`, { description: mark }, { ifMatch: version })),
        starts.second().then(() => change({ roles: [] })),
      ]);
      expect([200, 403]).toContain(edited.status);
      starts.firstWon(edited.status === 200);
      if (edited.status === 200) {
        version = edited.body.version;
        accepted += 1;
      }
      late += await lateWrites(mark, 'membership', editor.membershipId);
      expect((await editor.patch(`/permits/${permit.id}`, {}, { ifMatch: version })).status).toBe(403);
    }
    expect(late).toBe(0);
    expect(Math.min(accepted, 60 - accepted)).toBeGreaterThan(5);
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
