import { describe, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { maySee } from './canary.expected.ts';
import { addressesOf, askersOf, inLanes, kindsOf, openScan, readablePaths, roles } from './canary.scan.ts';
import { type Asker, agencies, plantCanaries, type Spot } from './canary.world.ts';
import { sessionOf } from './session.ts';
import { caller } from './world.ts';

const app = await startApp();
const all = await plantCanaries(app);
const askers = await askersOf(all);
const administrators = askers.filter(({ role }) => role === 'administrator');
const { leaks, seen, recordOf, scan } = openScan(all);
const paths = await readablePaths(app);

const get = async (asker: Asker, path: string) => scan(asker, `GET ${path}`, await asker.user.get(path));

describe('nothing of another’s that is not shared is in', () => {
  test('the document’s paths, of which there are enough to look at', () => {
    expect(paths.length).toBeGreaterThan(20);
    for (const start of Object.keys(kindsOf)) expect(paths.some((path) => path.startsWith(start))).toBe(true);
  });

  test.each(askers.map((asker) => [asker.agency, asker.role, asker] as const))(
    'any GET by %s’s %s',
    async (_, __, asker) => {
      leaks.length = 0;
      const asked = paths.flatMap((path) => addressesOf(all, path, asker.role === 'administrator'));
      await inLanes(asked, (path) => get(asker, path));
      for (const path of ['/permits', '/inspections', '/places'])
        for (const query of [
          'count=exact&limit=200',
          'sort=addressLine',
          'sort=-updatedAt&limit=1',
          'access=shared',
        ])
          await get(asker, `${path}?${query}`);
      expect(leaks).toEqual([]);
    },
  );

  test('any GET by an operator who is no user with permissions, by nobody, or by who was let go', async () => {
    const clerk = askers.find(({ agency, role }) => agency === 'reader' && role === 'clerk')!;
    const [operator, gone] = [
      await all.world.user(all.by.owner, []),
      await all.world.user(all.by.owner, roles.administrator!),
    ];
    await all.world.sql.query('update person set operator = true where id = $1', [operator.personId]);
    await all.world.sql.query('update membership set active = false where id = $1', [gone.membershipId]);
    const cookie = await sessionOf(app, all.world, operator);
    const users = [
      { ...operator, ...caller(app.base, { cookie }) },
      { ...gone, ...caller(app.base, {}) },
      gone,
    ];
    for (const user of users) {
      const asker = { ...clerk, agency: 'owner' as const, user };
      await inLanes(
        paths.flatMap((path) => addressesOf(all, path)),
        (path) => get(asker, path),
      );
    }
    expect((await gone.get('/permits')).status).toBe(401);
    expect(leaks).toEqual([]);
  });

  test('what an administrator reads as a partner, but our own records that the partner sees', async () => {
    const read = ['/permits', '/inspections', '/places', '/place-transfers', '/search'];
    for (const [agency, as] of [
      ['owner', 'reader'],
      ['owner', 'maker'],
      ['owner', 'stranger'],
      ['maker', 'reader'],
      ['maker', 'owner'],
      ['stranger', 'maker'],
    ] as const) {
      const asker = administrators.find((each) => each.agency === agency)!;
      const headers = { 'x-view-as': all.by[as].id };
      const may = ({ record, field }: Spot) => {
        const it = recordOf.get(record)!;
        return it.agency === agency && it.kind !== 'transfer' && maySee(as, roles.administrator!, it, field);
      };
      const asked = paths.filter((path) => read.some((start) => path.startsWith(start)));
      await inLanes(
        asked.flatMap((path) => addressesOf(all, path)),
        async (path) => scan(asker, `as ${as} ${path}`, await asker.user.get(path, { headers }), may),
      );
    }
    expect(leaks).toEqual([]);
  });

  test('what administrators ask: explanations, previews, duplicate warnings, dark records', async () => {
    for (const asker of administrators) {
      const post = async (path: string, body: object) =>
        scan(asker, `POST ${path}`, await asker.user.post(path, body));
      const kinds = ['place', 'permit', 'inspection'];
      await inLanes(
        all.records.filter(({ kind }) => kinds.includes(kind)),
        async ({ id, kind }) => {
          for (const other of agencies)
            await post('/access/explain', {
              record: { kind, id },
              agencyId: all.by[other].id,
              action: 'view',
            });
          if (kind !== 'place') return;
          for (const [token, [spot]] of all.spots)
            if (spot!.field === 'type')
              for (const path of ['/permits/similar', '/inspections/similar'])
                await post(path, { placeId: id, type: token });
        },
      );
      for (const other of agencies.filter((each) => each !== asker.agency)) {
        const partnerId = all.by[other].id;
        const levels = { permits: 'view', inspections: 'view', addressShareModule: 'none' };
        await post('/admin/sharing/preview', { sheet: 'user', changes: [{ partnerId, levels }] });
        await post('/admin/sharing/preview', {
          sheet: 'client',
          changes: [{ partnerId, levels: { address: 'view' } }],
        });
      }
      await post('/admin/dark-records/export', {});
    }
    expect(leaks).toEqual([]);
  });
});

describe('the table of what is shown', () => {
  test('is what is shown: every field that an agency may read was read by its administrator', () => {
    const unseen = [...all.spots.values()].flat().flatMap((spot) =>
      agencies
        .filter((agency) => maySee(agency, roles.administrator!, recordOf.get(spot.record)!, spot.field))
        .map((agency) => `${agency} ${spot.record} ${spot.field}`)
        .filter((each) => !seen.has(each)),
    );
    expect(unseen.filter((each) => !each.includes(' retired place '))).toEqual([]);
  });
});
