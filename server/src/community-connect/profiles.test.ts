import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld, type TestAgency } from '../../test/world.ts';

const app = await startApp();
const world = await openWorld(app);

const must = (answer: { status: number; body: unknown }, status = 200) => {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  return answer.body as Record<string, any>;
};

const secrets = {
  needs: ['oxygen', 'cannotUseStairs'],
  needsNotes: 'canary-needs tank in the back bedroom',
  gateCode: 'canary-gate 4711',
  contactPhones: [{ name: 'Ada', phone: 'canary-phone 555-0142' }],
};
const profile = {
  name: 'Okafor household',
  occupants: { adults: 2, children: 1, sleepsWhere: 'Second floor, rear' },
  entry: { keyBox: 'Left of the front entrance' },
  pets: { dogs: 1 },
  notes: 'canary-notes met at the station fair',
  sensitive: secrets,
};

async function made(owner: TestAgency, more: object = {}) {
  const place = await world.place(owner);
  const body = must(
    await owner.admin.post('/community-connect', { placeId: place.id, ...profile, ...more }),
    201,
  );
  return { id: body.id as string, placeId: place.id as string, body };
}
async function pair() {
  const [owner, partner] = [await world.agency('Owner FD'), await world.agency('Partner FD')];
  await world.grant(owner, partner, { communityConnect: 'view', address: 'view' });
  return { owner, partner };
}
const reveal = (user: TestAgency['admin'], id: string, body: object = { reason: 'Smoke reported' }) =>
  user.post(`/community-connect/${id}/reveal`, body);

test('a profile is one per place, and only the owner of the place makes it', async () => {
  const { owner, partner } = await pair();
  const { placeId } = await made(owner);
  expect((await owner.admin.post('/community-connect', { placeId })).status).toBe(409);
  expect((await partner.admin.post('/community-connect', { placeId })).status).toBe(403);
  const stranger = await world.agency('Stranger FD');
  expect((await stranger.admin.post('/community-connect', { placeId })).status).toBe(404);
});

test('a partner reads the shared sections, sees which sensitive fields there are, and changes nothing', async () => {
  const { owner, partner } = await pair();
  const { id } = await made(owner, { homeOnly: ['pets'] });
  const seen = must(await partner.admin.get(`/community-connect/${id}`));
  expect(seen).toMatchObject({
    access: { relation: 'shared' },
    name: 'Okafor household',
    occupants: { adults: 2 },
    place: { addressLine: expect.any(String) },
    masked: ['needs', 'needsNotes', 'gateCode', 'contactPhones'],
  });
  for (const field of ['pets', 'sensitive', 'notes', 'homeOnly', 'withheld'])
    expect(seen).not.toHaveProperty(field);
  const tried = await partner.admin.patch(`/community-connect/${id}`, { name: 'x' }, { ifMatch: 1 });
  expect(tried.status).toBe(403);
  expect((await partner.admin.delete(`/community-connect/${id}`, { ifMatch: 1 })).status).toBe(403);
});

test('the own agency reads sensitive fields only with Reveal, singly, and each time it is logged', async () => {
  const owner = await world.agency('Home FD');
  const { id } = await made(owner);
  const plain = await world.user(owner, ['Community Connect - Read']);
  expect(must(await plain.get(`/community-connect/${id}`))).not.toHaveProperty('sensitive');
  expect((await reveal(plain, id)).body).toMatchObject({ missing: ['Community Connect - Reveal'] });
  expect(must(await owner.admin.get(`/community-connect/${id}`)).sensitive).toEqual(secrets);
  expect(must(await owner.admin.get('/community-connect')).items[0]).not.toHaveProperty('sensitive');
  const { items } = must(await owner.admin.get(`/community-connect/${id}/history`));
  expect(items.filter((each: { action: string }) => each.action === 'reveal')).toHaveLength(1);
});

test('a partner reveals with a reason; the owner has it in the log and gets a notice at once', async () => {
  const { owner, partner } = await pair();
  const { id } = await made(owner);
  expect((await reveal(partner.admin, id, {})).status).toBe(400);
  expect((await reveal(partner.admin, id, { reason: '  ' })).status).toBe(400);
  const { fields, until } = must(await reveal(partner.admin, id));
  expect(fields).toEqual(secrets);
  const minutes = (Date.parse(until) - Date.now()) / 60_000;
  expect(minutes).toBeGreaterThan(43);
  expect(minutes).toBeLessThanOrEqual(45);
  const { items } = must(await owner.admin.get(`/community-connect/${id}/history`));
  expect(JSON.stringify(items)).toContain('Smoke reported');
  expect(JSON.stringify(items)).not.toContain('canary-gate');
  expect(JSON.stringify(must(await owner.admin.get('/notices')).items)).toContain(
    'revealed the sensitive fields',
  );
  expect(must(await partner.admin.get(`/community-connect/${id}`))).not.toHaveProperty('sensitive');
});

test('a section for the home agency only takes its sensitive fields with it', async () => {
  const { owner, partner } = await pair();
  const { id } = await made(owner, { homeOnly: ['occupants'] });
  expect(must(await partner.admin.get(`/community-connect/${id}`)).masked).toEqual([
    'gateCode',
    'contactPhones',
  ]);
  expect(Object.keys(must(await reveal(partner.admin, id)).fields)).toEqual(['gateCode', 'contactPhones']);
});

test('a closed grant or a withheld profile ends reading and revealing at once', async () => {
  const { owner, partner } = await pair();
  const { id } = await made(owner);
  must(await owner.admin.patch(`/community-connect/${id}`, { withheld: true }, { ifMatch: 1 }));
  expect((await reveal(partner.admin, id)).status).toBe(404);
  must(await owner.admin.patch(`/community-connect/${id}`, { withheld: false }, { ifMatch: 2 }));
  must(await reveal(partner.admin, id));
  await world.grant(owner, partner, { communityConnect: 'none' });
  expect((await reveal(partner.admin, id)).status).toBe(404);
  expect(must(await partner.admin.get('/community-connect?count=exact')).total).toBe(0);
});

test('a change merges into sections and sensitive fields, and null takes a field away', async () => {
  const owner = await world.agency('Changing FD');
  const { id } = await made(owner);
  const path = `/community-connect/${id}`;
  const change = {
    occupants: { adults: 3, children: null },
    pets: null,
    sensitive: { gateCode: null, alarmCode: '99' },
  };
  const after = must(await owner.admin.patch(path, change, { ifMatch: 1 }));
  expect(after).toMatchObject({ version: 2, pets: null });
  expect(after.occupants).toEqual({ adults: 3, sleepsWhere: 'Second floor, rear' });
  const { gateCode: _, ...rest } = secrets;
  expect(must(await owner.admin.get(path)).sensitive).toEqual({ ...rest, alarmCode: '99' });
  expect(must(await owner.admin.patch(path, {}, { ifMatch: 2 })).version).toBe(2);
  const log = JSON.stringify(must(await owner.admin.get(`${path}/history`)));
  expect(log).toContain('"sensitive":"changed"');
});

test('sensitive values are in no list, search hit, notice, log, export, or byte of the database', async () => {
  const { owner, partner } = await pair();
  const { id } = await made(owner);
  must(await reveal(partner.admin, id));
  const paths = [
    '/community-connect?count=exact',
    '/search?q=okafor',
    '/search?q=canary',
    '/notices',
    '/audit',
    '/audit/views',
    '/audit.csv',
    `/community-connect/${id}/history`,
  ];
  for (const user of [owner.admin, partner.admin])
    for (const path of paths)
      expect(Buffer.from((await user.get(path)).bytes).toString(), path).not.toMatch(
        /canary-(needs|gate|phone)/,
      );
  expect(must(await owner.admin.get('/search?q=okafor')).items).toHaveLength(1);
  expect(must(await owner.admin.get('/search?q=canary')).items).toEqual([]);
  const { rows } = await world.sql.query(
    `select table_name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  for (const { table_name: table } of rows) {
    const found = await world.sql.query(
      `select count(*)::int as n from "${table}" t where t::text ~ 'canary-(needs|gate|phone)'
        or t::text ~ '${Buffer.from('canary-gate').toString('hex')}'`,
    );
    expect(found.rows[0].n, table).toBe(0);
  }
});

test('deleting a profile removes the encrypted fields with their key', async () => {
  const owner = await world.agency('Deleting FD');
  const { id } = await made(owner);
  expect((await owner.admin.delete(`/community-connect/${id}`, { ifMatch: 1 })).status).toBe(204);
  const { rows } = await world.sql.query('select count(*)::int as n from community_profile where id = $1', [
    id,
  ]);
  expect(rows[0].n).toBe(0);
});
