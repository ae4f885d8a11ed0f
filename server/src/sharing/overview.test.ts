import { describe, expect, test } from 'vitest';
import { openSheets } from '../../test/sheets.ts';
import type { Answer, TestAgency } from '../../test/world.ts';
import { openServer } from '../serve.ts';

const { app, world, operator, saveClient, saveUser, account } = await openSheets();
const overview = async (of: TestAgency) => (await of.admin.get('/admin/sharing/overview')).body;
const grant = (list: Answer['body'][], partner: TestAgency, module: string) =>
  list.find((each) => each.partner.id === partner.id && each.module === module);

const [own, partner, other] = [
  await world.agency('Own FD'),
  await world.agency('Partner FD'),
  await world.agency('Other FD'),
];
await saveClient(own, partner, {
  levels: { address: 'view', prePlans: 'edit', communityConnect: 'view' },
});
await saveUser(own, [
  { partnerId: partner.id, levels: { permits: 'view', addressShareModule: 'permit' } },
  { partnerId: other.id, levels: { inspections: 'view' }, startsAt: '2090-01-01T00:00:00Z' },
]);
const place = await world.place(own);
const permit = (await own.admin.post('/permits', { placeId: place.id, type: 'Tent', class: 'operational' }))
  .body;

describe('the overview of sharing', () => {
  test('has every grant above None in both directions, and nothing of others', async () => {
    const { given, received } = await overview(own);
    expect(given.map((each: Answer['body']) => [each.partner.name, each.module, each.level])).toEqual([
      ['Other FD', 'inspections', 'view'],
      ['Partner FD', 'address', 'view'],
      ['Partner FD', 'communityConnect', 'view'],
      ['Partner FD', 'prePlans', 'edit'],
      ['Partner FD', 'addressShareModule', 'permit'],
      ['Partner FD', 'permits', 'view'],
    ]);
    expect(received).toEqual([]);
    const theirs = await overview(partner);
    expect(theirs.given).toEqual([]);
    expect(theirs.received).toHaveLength(5);
    expect(theirs.received.every((each: Answer['body']) => each.partner.id === own.id)).toBe(true);
  });

  test('says who of the own side set a level and when, and to the partner only when', async () => {
    const row = grant((await overview(own)).given, partner, 'permits');
    expect(row.changedBy).toBe('User of Own FD');
    const received = grant((await overview(partner)).received, own, 'permits');
    expect(received.changedAt).toBe(row.changedAt);
    expect(JSON.stringify(received)).not.toContain('User of Own FD');
  });

  test('says when a partner last used a grant, and how often in 90 days', async () => {
    expect(grant((await overview(own)).given, partner, 'permits').lastUse).toEqual({
      at: null,
      views: 0,
      records: 0,
    });
    await partner.admin.get(`/permits/${permit.id}`);
    await partner.admin.get('/permits');
    const { given } = await overview(own);
    const { at, ...counted } = grant(given, partner, 'permits').lastUse;
    expect(counted).toEqual({ views: 2, records: 2 });
    const { items } = (await own.admin.get('/audit/views')).body;
    expect(at).toBe(items[0].at);
    expect(grant(given, partner, 'prePlans').lastUse).toEqual({ at: null, views: 0, records: 0 });
    expect(grant(given, partner, 'communityConnect').lastUse).toEqual({ at: null, views: 0, records: 0 });
    await world.sql.query("update view_entry set at = at - interval '91 days'");
    expect(grant((await overview(own)).given, partner, 'permits').lastUse).toMatchObject({ views: 0 });
    expect(grant((await overview(own)).given, partner, 'permits').lastUse.at).not.toBeNull();
  });

  test('says why a grant is paused: to its grantor all of it, to the partner not what is the grantor’s own', async () => {
    expect(grant((await overview(own)).given, other, 'inspections')).toMatchObject({
      inForce: false,
      why: expect.stringContaining('starts on'),
      startsAt: '2090-01-01T00:00:00.000Z',
    });
    await account(own, { features: { userDataSharing: false } });
    expect(grant((await overview(own)).given, partner, 'permits')).toMatchObject({
      inForce: false,
      why: expect.stringContaining('User Data Sharing is not enabled for Own FD'),
    });
    const received = grant((await overview(partner)).received, own, 'permits');
    expect(received).toMatchObject({ inForce: false, why: expect.stringContaining('Contact them') });
    expect(received.why).not.toContain('enabled');
    await account(own, { features: { userDataSharing: true } });
  });

  test('names whom to ask at the partner', async () => {
    const contact = { name: 'Ana Reyes', phone: '555 0100', email: 'ana@partner.example.org' };
    await partner.admin.patch('/admin/agency', { contact }, { ifMatch: 1 });
    expect(grant((await overview(own)).given, partner, 'permits').partner.contact).toEqual(contact);
  });

  test.each([
    ['Admin - Client Data Sharing', 200],
    ['Admin - User Data Sharing', 200],
    ['Admin - Audit', 200],
    ['Admin - Users', 403],
  ] as const)('is answered to who holds %s with %i', async (permission, status) => {
    const user = await world.user(own, [permission]);
    expect((await user.get('/admin/sharing/overview')).status).toBe(status);
    expect((await operator.get('/admin/sharing/overview')).status).toBe(200);
  });

  test('takes as many statements for forty partners as for one', async () => {
    const many = await world.agency('Many FD', { county: '17031' });
    const few = await world.agency('Few FD', { county: '17043' });
    await saveUser(few, [{ partnerId: partner.id, levels: { permits: 'view' } }]);
    const partners = [];
    for (let at = 0; at < 40; at++) partners.push(await world.agency(`P${at} FD`, { county: '17031' }));
    await saveUser(
      many,
      partners.map(({ id }) => ({ partnerId: id, levels: { permits: 'view' } })),
    );
    const sent: string[] = [];
    const served = await openServer(app.house.config, app.appUrl, (statement) => sent.push(statement));
    const count = async (of: TestAgency) => {
      sent.length = 0;
      const headers = { authorization: `Bearer ${of.admin.key}` };
      const answer = await served.app.inject({ url: '/api/v1/admin/sharing/overview', headers });
      expect(answer.statusCode).toBe(200);
      return sent.length;
    };
    const forFew = await count(few);
    expect(forFew).toBeGreaterThan(3);
    expect(await count(many)).toBe(forFew);
    await served.close();
    expect((await overview(many)).given).toHaveLength(40);
  });
});
