import { beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { type Answer, openWorld, type TestAgency, type User } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

const lists = ['/places', '/permits', '/inspections'] as const;

let owner: TestAgency;
let partner: TestAgency;
let colleague: User;

beforeAll(async () => {
  owner = await world.agency('Owner FD');
  partner = await world.agency('Partner FD');
  colleague = await world.user(owner, ['Addresses - Read', 'FD Permits - Read', 'Fire Inspections - Read']);
  for (const name of ['Mill', 'Hall', '100% Hall', 'under_score', 'back\\slash', 'École'])
    await world.place(owner, { name });
  const { id } = await world.place(owner, { name: 'Dock' });
  for (const at of [1, 2, 3]) {
    await owner.admin.post('/permits', { placeId: id, number: `N${at}`, type: 'Tent', class: 'operational' });
    await owner.admin.post('/inspections', { placeId: id, number: `N${at}`, type: 'Annual' });
  }
});

const refused = (answer: Answer, path: string, code?: string) => {
  expect(answer).toMatchObject({ status: 400, body: { code: 'invalid' } });
  expect(answer.body.errors[0]).toMatchObject({ path, ...(code && { code }) });
};

describe.each(lists)('%s', (path) => {
  test.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=abc', 'limit'],
    ['limit=', 'limit'],
    ['limit=1.5', 'limit'],
    ['sort=size', 'sort'],
    ['sort=', 'sort'],
    ['sort=--createdAt', 'sort'],
    ['count=estimate', 'count'],
    ['access=mine', 'access'],
    ['bbox=1,2,3', 'bbox'],
    ['bbox=1,2,3,4,5', 'bbox'],
    ['bbox=a,b,c,d', 'bbox'],
    ['bbox=', 'bbox'],
    ['bbox=-181,0,1,1', 'bbox'],
    ['bbox=0,-91,1,1', 'bbox'],
    ['bbox=0,2,1,1', 'bbox'],
    ['bbox=NaN,0,1,1', 'bbox'],
    ['bbox=0,0,1e9,1', 'bbox'],
    [`bbox=0,0,${'9'.repeat(400)},1`, 'bbox'],
    [`q=${'x'.repeat(201)}`, 'q'],
    ['page=2', 'page'],
    ['offset=10', 'offset'],
    ['__proto__=1', '__proto__'],
    ['cursor=', 'cursor'],
  ])('?%s is refused and named', async (query, name) => {
    refused(await owner.admin.get(`${path}?${query}`), name);
  });

  test('a parameter given twice is refused, whatever it is', async () => {
    for (const [name, value] of [
      ['agency', owner.id],
      ['limit', '5'],
      ['q', 'a'],
      ['cursor', 'a.b'],
      ['page', '1'],
    ] as const)
      refused(
        await owner.admin.get(`${path}?${name}=${value}&${name}=${value}`),
        name,
        'duplicate_parameter',
      );
  });

  test('NUL is refused in every parameter that takes text', async () => {
    for (const name of ['q', 'agency', 'sort', 'bbox', 'cursor'])
      refused(await owner.admin.get(`${path}?${name}=a%00b`), name, 'bad_text');
  });

  test('more words than anybody searches for are refused, not dropped', async () => {
    const words = (count: number) => Array.from({ length: count }, (_, at) => `w${at}`).join('+');
    refused(await owner.admin.get(`${path}?q=${words(21)}`), 'q', 'too_many_words');
    expect((await owner.admin.get(`${path}?q=${words(20)}`)).body.items).toEqual([]);
  });

  test('a cursor that was altered and one of somebody else are refused in the same words', async () => {
    const { nextCursor } = (await owner.admin.get(`${path}?limit=1&sort=-addressLine&agency=${owner.id}`))
      .body;
    const turned = (at: number) =>
      `${nextCursor.slice(0, at)}${nextCursor[at] === 'A' ? 'B' : 'A'}${nextCursor.slice(at + 1)}`;
    const length = nextCursor.length;
    const plain = JSON.stringify({
      sort: '-addressLine',
      filters: { agency: partner.id },
      key: null,
      id: '',
    });
    const answers = [
      ...(await Promise.all(
        [
          ...[0, 20, 40, Math.floor(length / 2), length - 2].map(turned),
          Buffer.from(plain).toString('base64url'),
          nextCursor.slice(0, 16),
          nextCursor.slice(0, -4),
          `${nextCursor}AAAA`,
          `${nextCursor}${nextCursor}`,
          `${nextCursor}.x`,
          `${nextCursor}=`,
          `${nextCursor}!`,
          ' ',
          'null',
        ].map((cursor) => owner.admin.get(`${path}?cursor=${encodeURIComponent(cursor)}`)),
      )),
      await colleague.get(`${path}?cursor=${nextCursor}`),
      await partner.admin.get(`${path}?cursor=${nextCursor}`),
      await owner.admin.get(`${path === '/places' ? '/permits' : '/places'}?cursor=${nextCursor}`),
      await owner.admin.get(`${path}?cursor=${nextCursor}`, { headers: { 'x-view-as': partner.id } }),
    ];
    for (const answer of answers) refused(answer, 'cursor', 'invalid_cursor');
    expect(new Set(answers.map(({ body }) => body.detail)).size).toBe(1);
    expect((await owner.admin.get(`${path}?cursor=${nextCursor}`)).status).toBe(200);
  });

  test('a cursor carries order and filters: other ones beside it are refused, the same are not', async () => {
    const { nextCursor } = (await owner.admin.get(`${path}?limit=1&sort=addressLine&access=own`)).body;
    for (const [query, name] of [
      ['sort=-addressLine', 'sort'],
      ['access=shared', 'access'],
      ['q=hall', 'q'],
      [`agency=${owner.id}`, 'agency'],
    ] as const)
      refused(await owner.admin.get(`${path}?cursor=${nextCursor}&${query}`), name, 'cursor_mismatch');
    const same = await owner.admin.get(
      `${path}?cursor=${nextCursor}&sort=addressLine&access=own&limit=2&count=exact`,
    );
    expect(same.body.items).toHaveLength(2);
    expect(same.body.total).toBe((await owner.admin.get(`${path}?count=exact`)).body.total);
  });

  test('a cursor shows no more than today’s grants do', async () => {
    await world.grant(owner, partner, { address: 'view', permits: 'view', inspections: 'view' });
    for (const item of (await owner.admin.get('/inspections?status=scheduled')).body.items)
      await owner.admin.patch(`/inspections/${item.id}`, { status: 'inProgress' }, { ifMatch: item.version });
    const { nextCursor } = (await partner.admin.get(`${path}?limit=1&count=exact`)).body;
    expect(nextCursor).not.toBeNull();
    await world.grant(owner, partner, { address: 'none', permits: 'none', inspections: 'none' });
    expect((await partner.admin.get(`${path}?cursor=${nextCursor}&count=exact`)).body).toEqual({
      items: [],
      nextCursor: null,
      total: 0,
    });
  });

  test('an id in a filter that is no id is refused', async () => {
    for (const id of ['nobody', '', "'"])
      refused(await owner.admin.get(`${path}?agency=${encodeURIComponent(id)}`), 'agency');
  });

  test('an id in a filter that is hidden or unknown gives an empty list', async () => {
    for (const id of [partner.id, '01890000-0000-7000-8000-000000000000'])
      expect((await owner.admin.get(`${path}?count=exact&agency=${encodeURIComponent(id)}`)).body).toEqual({
        items: [],
        nextCursor: null,
        total: 0,
      });
    const upper = await owner.admin.get(`${path}?agency=${owner.id.toUpperCase()}`);
    expect(upper.body.items.length).toBeGreaterThan(0);
  });
});

test.each([
  ['100%', ['100% Hall']],
  ['%', ['100% Hall']],
  ['_', ['under_score']],
  ['r_s', ['under_score']],
  ['\\', ['back\\slash']],
  ['k\\s', ['back\\slash']],
  ['HALL', ['100% Hall', 'Hall']],
  ['hall 100', ['100% Hall']],
  ['école', ['École']],
  ['ÉCOLE', ['École']],
  ["'", []],
  ['hal%', []],
])('?q=%s means those characters and no pattern: %j', async (q, names) => {
  const found = await owner.admin.get(`/places?q=${encodeURIComponent(q)}&count=exact`);
  expect(found.body.items.map((item: { name: string }) => item.name).sort()).toEqual(names);
  expect(found.body.total).toBe(names.length);
});

test('a box across the date line finds both sides of it', async () => {
  const far = await world.agency('Far FD');
  for (const lng of [179.9, -179.9, 0])
    await world.place(far, { location: { type: 'Point', coordinates: [lng, 52] } });
  const found = await far.admin.get('/places?bbox=179,51,-179,53&count=exact');
  expect(found.body.total).toBe(2);
  const edge = await far.admin.get('/places?bbox=179.9,52,179.9,52&count=exact');
  expect(edge.body).toMatchObject({ total: 1, items: [{ location: { coordinates: [179.9, 52] } }] });
});
