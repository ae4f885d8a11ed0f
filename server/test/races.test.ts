import { describe, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { must, patcher, race, type Scene, sharedPermit, sheetOf, sum } from './races.fixture.ts';
import { sessionOf } from './session.ts';
import { caller, openWorld } from './world.ts';

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

  test('the feature or the account of either side: 81 trials', async () => {
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
