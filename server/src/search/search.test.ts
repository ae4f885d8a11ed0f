import { permissionsOf } from '@standpipe/policy';
import { beforeAll, describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { buildRandomWorld, type Item, type RandomWorld } from '../../test/random-world.ts';
import { openWorld, type TestAgency, type User } from '../../test/world.ts';
import { kindNames, rulesOf } from '../kinds/kinds.ts';

const app = await startApp();
const world = await openWorld(app);

const search = (user: User, q: string, headers?: Record<string, string>) =>
  user.get(`/search?q=${encodeURIComponent(q)}`, headers && { headers });
const idsOf = (answer: { body: { items: Item[] } }, kind?: string) =>
  answer.body.items.filter((item) => !kind || item.kind === kind).map((item) => item.id as string);

/** An owner with one place, a permit and an inspection at it, and a partner. */
async function ownerAndPartner() {
  const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
  const place = await world.place(owner, {
    addressLine: '7 Quarry Road',
    name: 'Zebra Works',
    occupancyType: 'Storage',
    notes: 'okapi',
  });
  const body = { placeId: place.id, number: 'Q-1', notes: 'okapi' };
  const permit = (await owner.admin.post('/permits', { ...body, type: 'Tent', class: 'operational' })).body;
  const inspection = (
    await owner.admin.post('/inspections', { ...body, type: 'Annual', status: 'inProgress' })
  ).body;
  return { owner, partner, place, permit, inspection };
}

describe('a search', () => {
  test('finds own records of every kind, and says whose they are and what one may do', async () => {
    const { owner, place, permit, inspection } = await ownerAndPartner();
    const found = await search(owner.admin, 'quarry');
    expect(found.body).toEqual({
      items: [
        {
          kind: 'place',
          id: place.id,
          label: '7 Quarry Road',
          sublabel: 'Zebra Works · Storage · Waukegan',
          location: place.location,
          agency: place.agency,
          access: place.access,
        },
        {
          kind: 'permit',
          id: permit.id,
          label: 'Q-1',
          sublabel: 'Tent · 7 Quarry Road',
          status: 'applied',
          location: place.location,
          agency: permit.agency,
          access: permit.access,
        },
        expect.objectContaining({
          kind: 'inspection',
          id: inspection.id,
          label: 'Q-1',
          status: 'inProgress',
        }),
      ],
      nextCursor: null,
    });
    expect(idsOf(await search(owner.admin, 'ROAD q-1'))).toEqual([permit.id, inspection.id]);
    expect(idsOf(await search(owner.admin, 'okapi'))).toEqual([]);
  });

  test('finds nothing of others without a grant', async () => {
    const { partner } = await ownerAndPartner();
    for (const q of ['quarry', 'q-1', 'zebra'])
      expect((await search(partner.admin, q)).body.items).toEqual([]);
  });

  test('finds a place that is open as a door by its door only, and shows no more of it', async () => {
    const { owner, partner, place } = await ownerAndPartner();
    await world.grant(owner, partner, { addressShareModule: 'permit' });
    expect((await search(partner.admin, 'quarry storage')).body.items).toMatchObject([
      { id: place.id, label: '7 Quarry Road', sublabel: 'Storage', access: { via: 'openedForPermits' } },
    ]);
    for (const q of ['zebra', 'waukegan', 'quarry zebra', '60085'])
      expect((await search(partner.admin, q)).body.items).toEqual([]);
    await world.grant(owner, partner, { address: 'view' });
    expect(idsOf(await search(partner.admin, 'quarry zebra'))).toEqual([place.id]);
  });

  test('follows the record’s own module, its status and what is withheld', async () => {
    const { owner, partner, place, permit, inspection } = await ownerAndPartner();
    await world.grant(owner, partner, { permits: 'view', inspections: 'view' });
    const found = await search(partner.admin, 'quarry');
    expect(idsOf(found)).toEqual([permit.id, inspection.id]);
    expect(JSON.stringify(found.body)).not.toContain(place.id);
    await owner.admin.patch(`/inspections/${inspection.id}`, { status: 'cancelled' }, { ifMatch: 1 });
    expect(idsOf(await search(partner.admin, 'quarry'))).toEqual([permit.id]);
    await owner.admin.patch(`/places/${place.id}`, { withheld: true }, { ifMatch: 1 });
    expect(idsOf(await search(partner.admin, 'quarry'))).toEqual([]);
  });

  test('leaves a trace with the owner of what was shown', async () => {
    const { owner, partner, permit } = await ownerAndPartner();
    await world.grant(owner, partner, { permits: 'view' });
    await search(partner.admin, 'quarry');
    const { rows } = await world.sql.query(
      'select viewer_agency_id, kind, ids, filter from view_entry where agency_id = $1',
      [owner.id],
    );
    expect(rows).toEqual([
      { viewer_agency_id: partner.id, kind: 'permit', ids: [permit.id], filter: { search: 'quarry' } },
    ]);
  });

  test('asks for one Read permission, and finds only the kinds that are held', async () => {
    const { owner, permit } = await ownerAndPartner();
    const clerk = await world.user(owner, ['FD Permits - Read']);
    expect(idsOf(await search(clerk, 'quarry'))).toEqual([permit.id]);
    const nobody = await world.user(owner, ['Admin - Users', 'Admin - Settings']);
    expect(await search(nobody, 'quarry')).toMatchObject({
      status: 403,
      body: {
        code: 'not_allowed',
        missing: [...new Set(kindNames.flatMap((kind) => permissionsOf(rulesOf(kind).actions.view!)))],
      },
    });
    expect((await fetch(`${app.base}/api/v1/search?q=quarry`)).status).toBe(401);
  });

  test('shows at most the latest 20 of a kind', async () => {
    const agency = await world.agency('Many FD');
    const made: string[] = [];
    for (let at = 0; at < 23; at++) made.unshift((await world.place(agency, { name: `Silo ${at}` })).id);
    expect(idsOf(await search(agency.admin, 'silo'))).toEqual(made.slice(0, 20));
  });

  test.each(['', 'q=', 'q=%20%20', 'q=a%00', `q=${'x'.repeat(201)}`, 'q=a&q=b', 'q=a&limit=3'])(
    'with ?%s is refused',
    async (query) => {
      const { owner } = await ownerAndPartner();
      expect(await owner.admin.get(`/search?${query}`)).toMatchObject({
        status: 400,
        body: { code: 'invalid' },
      });
    },
  );
});

describe('in a random world', () => {
  const kinds = { place: 'places', permit: 'permits', inspection: 'inspections' } as const;
  const words = [
    'elm',
    'ÉLM',
    '100%',
    '_',
    'tent',
    'mill',
    'zion',
    '2nd',
    'storage',
    'p-1',
    'hot elm',
    '3 moved',
  ];
  let made: RandomWorld;

  beforeAll(async () => {
    made = await buildRandomWorld(world, 5);
  });

  const eachAgency = async (work: (agency: TestAgency) => Promise<void>) => {
    for (const agency of made.agencies) await work(agency);
  };

  test('a search finds what the list of each kind finds, and all that is found can be read', async () => {
    let hits = 0;
    await eachAgency(async ({ admin }) => {
      for (const q of words) {
        const found = await search(admin, q);
        for (const [kind, path] of Object.entries(kinds)) {
          const list = await admin.get(`/${path}?sort=-updatedAt&limit=20&q=${encodeURIComponent(q)}`);
          expect(idsOf(found, kind), `${q} in ${path}`).toEqual(list.body.items.map((item: Item) => item.id));
        }
        for (const { kind, id, agency, access } of found.body.items.slice(0, 6)) {
          const read = await admin.get(`/${kinds[kind as keyof typeof kinds]}/${id}`);
          expect(read).toMatchObject({ status: 200, body: { agency, access } });
          hits++;
        }
      }
    });
    expect(hits).toBeGreaterThan(50);
  });

  test('a search under X-View-As finds only ours, as the lists do', async () => {
    await eachAgency(async (us) => {
      for (const partner of made.agencies.filter((each) => each !== us)) {
        const headers = { 'x-view-as': partner.id };
        const found = await search(us.admin, 'elm', headers);
        for (const item of found.body.items) expect(item.agency.id).toBe(us.id);
        const list = await us.admin.get('/permits?q=elm&sort=-updatedAt&limit=20', { headers });
        expect(idsOf(found, 'permit')).toEqual(list.body.items.map((item: Item) => item.id));
      }
    });
  });
});
