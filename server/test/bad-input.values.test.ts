/** Bad values: parameters, cursors, places on the globe, times, statuses. */
import { describe, expect, test } from 'vitest';
import { startApp } from './app.ts';
import { expectRefused, kinds, setScene } from './bad-input.fixture.ts';
import { openWorld } from './world.ts';

const app = await startApp();
const world = await openWorld(app);
const { own, partner, ids, fresh } = await setScene(world);
const invalid = { status: 400, code: 'invalid' } as const;

describe.each(kinds)('%s', (kind) => {
  test('a parameter that is there twice is refused', async () => {
    for (const query of [`agency=${own.id}&agency=${partner.id}`, 'limit=1&limit=1', 'q=a&q=b'])
      await expectRefused(world, () => own.admin.get(`/${kind}?${query}`), {
        ...invalid,
        path: query.split('=')[0]!,
        fault: 'duplicate_parameter',
      });
  });

  test.each([
    'colour=red',
    'limit=0',
    'limit=201',
    'limit=ten',
    'sort=notes',
    'access=all',
    'count=all',
    'offset=10',
  ])('a parameter that the list does not have is refused: %s', async (query) => {
    await expectRefused(world, () => own.admin.get(`/${kind}?${query}`), {
      ...invalid,
      path: query.split('=')[0]!,
    });
  });

  test('a cursor that was altered, of another list, of somebody else or made up is refused in the same words', async () => {
    await own.admin.post(`/${kind}`, fresh(kind));
    const { nextCursor } = (await own.admin.get(`/${kind}?limit=1`)).body;
    expect(nextCursor).toBeTruthy();
    const other = kinds[(kinds.indexOf(kind) + 1) % kinds.length]!;
    const colleague = await world.user(own, [
      'FD Permits - Read',
      'Fire Inspections - Read',
      'Addresses - Read',
    ]);
    const asked = [
      () =>
        own.admin.get(`/${kind}?cursor=${nextCursor.slice(0, -1)}${nextCursor.endsWith('A') ? 'B' : 'A'}`),
      () => own.admin.get(`/${kind}?cursor=${nextCursor.slice(2)}`),
      () => own.admin.get(`/${kind}?cursor=eyJpZCI6IjEifQ`),
      () => own.admin.get(`/${other}?cursor=${nextCursor}`),
      () => partner.admin.get(`/${kind}?cursor=${nextCursor}`),
      () => colleague.get(`/${kind}?cursor=${nextCursor}`),
    ];
    const details = [];
    for (const ask of asked)
      details.push((await expectRefused(world, ask, { ...invalid, path: 'cursor' })).body.detail);
    expect(new Set(details).size).toBe(1);
  });
});

describe('where a place is', () => {
  test.each([
    ['latitude 91', { type: 'Point', coordinates: [-87, 91] }],
    ['longitude 181', { type: 'Point', coordinates: [181, 42] }],
    ['the two swapped, off the globe', { type: 'Point', coordinates: [42, -187] }],
    ['text', { type: 'Point', coordinates: ['-87', '42'] }],
    ['null', { type: 'Point', coordinates: [null, 42] }],
    ['one number', { type: 'Point', coordinates: [-87] }],
    ['three numbers', { type: 'Point', coordinates: [-87, 42, 3] }],
    ['no point', { type: 'Point' }],
    [
      'a polygon',
      {
        type: 'Polygon',
        coordinates: [
          [
            [0, 0],
            [1, 1],
            [0, 1],
            [0, 0],
          ],
        ],
      },
    ],
    ['another member', { type: 'Point', coordinates: [-87, 42], crs: 'EPSG:3857' }],
    ['nothing', null],
    ['a list', [-87, 42]],
  ])('is refused as %s', async (_what, location) => {
    const refusal = { ...invalid, says: /location/ };
    await expectRefused(world, () => own.admin.post('/places', { ...fresh('places'), location }), refusal);
    await expectRefused(
      world,
      () => own.admin.patch(`/places/${ids.places}`, { location }, { ifMatch: 1 }),
      refusal,
    );
  });

  test('is refused as infinity and as not a number', async () => {
    for (const number of ['1e309', '-1e309', 'NaN', 'Infinity'])
      await expectRefused(
        world,
        () =>
          own.admin.patch(
            `/places/${ids.places}`,
            `{"location":{"type":"Point","coordinates":[${number},42]}}`,
            { ifMatch: 1 },
          ),
        invalid,
      );
  });

  test.each(['-181,0,0,1', '0,-91,0,1', '0,2,1,1', '1,2,3', 'a,b,c,d', 'NaN,0,1,1', '1e3,0,1,1', ''])(
    'in a box that is none is refused: %j',
    async (bbox) => {
      for (const kind of kinds)
        await expectRefused(world, () => own.admin.get(`/${kind}?bbox=${bbox}`), {
          ...invalid,
          path: 'bbox',
        });
    },
  );
});

describe('a time', () => {
  test.each([
    ['permits', { issuedOn: '2026-02-30' }, 'issuedOn'],
    ['permits', { issuedOn: '2026-2-3' }, 'issuedOn'],
    ['permits', { issuedOn: '2026-02-03T00:00:00Z' }, 'issuedOn'],
    ['permits', { issuedOn: '0000-01-01' }, 'issuedOn'],
    ['permits', { issuedOn: '2026-02-03', expiresOn: '2026-02-02' }, 'expiresOn'],
    ['inspections', { scheduledFor: '2026-02-30' }, 'scheduledFor'],
    ['inspections', { scheduledFor: '2026-02-03T10:00:00' }, 'scheduledFor'],
    ['inspections', { scheduledFor: '2026-02-03T25:00:00Z' }, 'scheduledFor'],
    ['inspections', { scheduledFor: 1_770_000_000 }, 'scheduledFor'],
  ] as const)(
    'that does not exist, has no offset or ends before it starts is refused: %s %j',
    async (kind, body, path) => {
      await expectRefused(world, () => own.admin.post(`/${kind}`, { ...fresh(kind), ...body }), {
        ...invalid,
        path,
      });
      await expectRefused(world, () => own.admin.patch(`/${kind}/${ids[kind]}`, body, { ifMatch: 1 }), {
        ...invalid,
        path,
      });
    },
  );
});

describe('a status', () => {
  test.each([
    ['permits', 'expired', /applied cannot become expired/],
    ['inspections', 'scheduled', /completed cannot become scheduled/],
  ] as const)('that cannot be reached is 409: %s to %s', async (kind, status, says) => {
    await expectRefused(world, () => own.admin.patch(`/${kind}/${ids[kind]}`, { status }, { ifMatch: 1 }), {
      status: 409,
      code: 'conflict',
      says,
    });
  });
});
