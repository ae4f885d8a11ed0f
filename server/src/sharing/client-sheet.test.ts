import { describe, expect, test } from 'vitest';
import { clientSheet, nobodysId, noClientLevels, openSheets, without } from '../../test/sheets.ts';

const { world, clientRow, saveClient, account } = await openSheets();
interface Row {
  readonly partner: { readonly name: string };
  readonly listedBecause: string;
}
const pair = async (name: string) =>
  [await world.agency(`${name} East`), await world.agency(`${name} West`)] as const;

describe('the Client sheet', () => {
  test('lists agencies of the same county and linked ones by name, and nobody else', async () => {
    const own = await world.agency('Lake', { county: '55001' });
    const names = ['berry', 'Alder', 'Cedar'];
    for (const name of names) await world.agency(name, { county: '55001' });
    const far = await world.agency('Birch', { county: '55003' });
    await world.agency('Dogwood', { county: '55003' });
    await world.sql.query(
      'insert into agency_link (id, one, other) values (gen_random_uuid(), least($1::uuid, $2), greatest($1::uuid, $2))',
      [own.id, far.id],
    );
    const { status, body } = await own.admin.get(clientSheet);
    expect(status).toBe(200);
    expect(body.items.map((row: Row) => [row.partner.name, row.listedBecause])).toEqual([
      ['Alder', 'same_county'],
      ['berry', 'same_county'],
      ['Birch', 'linked'],
      ['Cedar', 'same_county'],
    ]);
    expect(body.items[2].partner).toEqual({
      id: far.id,
      name: 'Birch',
      color: '#2f6f9f',
      state: 'IL',
      countyFips: '55003',
    });
    expect((await far.admin.get(clientSheet)).body.items.map((row: Row) => row.partner.name)).toEqual([
      'Dogwood',
      'Lake',
    ]);
  });

  test('lists a partner once that shares two counties and is linked as well', async () => {
    const [a, b] = [
      await world.agency('Twice A', { county: '55011' }),
      await world.agency('Twice B', { county: '55011' }),
    ];
    for (const { id } of [a, b])
      await world.sql.query('insert into agency_county (agency_id, fips) values ($1, $2)', [id, '55013']);
    await world.sql.query(
      'insert into agency_link (id, one, other) values (gen_random_uuid(), least($1::uuid, $2), greatest($1::uuid, $2))',
      [a.id, b.id],
    );
    const { items } = (await a.admin.get(clientSheet)).body;
    expect(items).toHaveLength(1);
    expect(items[0].listedBecause).toBe('same_county');
  });

  test('shows a row that was never saved at version 0, with every module at None', async () => {
    const [a, b] = await pair('Never');
    expect(await clientRow(a, b)).toEqual({
      partner: { id: b.id, name: 'Never West', color: '#2f6f9f', state: 'IL', countyFips: '17097' },
      listedBecause: 'same_county',
      version: 0,
      levels: noClientLevels,
      inForce: true,
      theirLevels: noClientLevels,
    });
  });

  test('lists a partner whose own feature is off, saved or not, with that note', async () => {
    const own = await world.agency('Noted');
    const off = await world.agency('Off FD', { clientSharing: false });
    const why =
      'Client Data Sharing is not enabled for Off FD. Its administrators contact their Customer Success Manager or Implementation Manager.';
    expect(await clientRow(own, off)).toMatchObject({ version: 0, inForce: false, why });
    await saveClient(own, off, { levels: { hydrants: 'view' } });
    expect(await clientRow(own, off)).toMatchObject({
      version: 1,
      inForce: false,
      why,
      levels: { hydrants: 'view' },
    });
  });

  test('lists a deactivated partner, and says whom to ask', async () => {
    const [a, b] = await pair('Asleep');
    await saveClient(a, b, { levels: { hydrants: 'view' } });
    await account(b, { active: false, features: { clientDataSharing: false } });
    const row = await clientRow(a, b);
    expect(row).toMatchObject({ inForce: false, levels: { hydrants: 'view' } });
    expect(row.why).toContain('Asleep West is deactivated. Contact the platform operator.');
    expect(row.why).toContain('Client Data Sharing is not enabled for Asleep West');
  });

  test('shows what the partner gives us only while it is in force', async () => {
    const [a, b] = await pair('Given');
    await saveClient(b, a, { levels: { address: 'view', prePlans: 'edit' } });
    expect((await clientRow(a, b)).theirLevels).toEqual({
      ...noClientLevels,
      address: 'view',
      prePlans: 'edit',
    });
    expect((await clientRow(a, b)).levels).toEqual(noClientLevels);
    await saveClient(b, a, { levels: {}, startsAt: '2999-01-01T00:00:00Z' });
    expect((await clientRow(a, b)).theirLevels).toEqual(noClientLevels);
    expect((await clientRow(b, a)).levels).toMatchObject({ address: 'view', prePlans: 'edit' });
  });
});

describe('the Client sheet’s door', () => {
  test('is shut without the permission, and names it before the feature', async () => {
    const agency = await world.agency('Doorless', { clientSharing: false });
    const officer = await world.user(agency, without('Admin - Client Data Sharing'));
    for (const answer of [
      await officer.get(clientSheet),
      await officer.put(`${clientSheet}/${nobodysId}`, {}),
      await officer.post(`${clientSheet}/bulk`, {}),
    ]) {
      expect(answer.status).toBe(403);
      expect(answer.body).toMatchObject({ code: 'not_allowed', missing: ['Admin - Client Data Sharing'] });
    }
  });

  test('is shut while the own feature is off, and names whom to contact', async () => {
    const agency = await world.agency('Featureless', { clientSharing: false });
    for (const answer of [
      await agency.admin.get(clientSheet),
      await agency.admin.put(`${clientSheet}/${nobodysId}`, {}),
      await agency.admin.post(`${clientSheet}/bulk`, {}),
    ]) {
      expect(answer.status).toBe(403);
      expect(answer.body.code).toBe('feature_off');
      expect(answer.body.detail).toMatch(/Customer Success Manager or Implementation Manager/);
    }
  });
});
