import { beforeAll, describe, expect, test } from 'vitest';
import { clientSheet, openSheets, userSheet } from '../../test/sheets.ts';
import { signIn } from '../../test/sign-in.ts';
import { stateOf } from '../../test/state.ts';
import { picture, upload } from '../../test/upload.ts';
import type { Answer, TestAgency, User } from '../../test/world.ts';

const { app, world, operator } = await openSheets();

/** An agency with one of everything that can be changed, and a partner. */
async function settled() {
  const [own, partner] = [await world.agency('Own FD'), await world.agency('Partner FD')];
  const place = await world.place(own);
  const email = `ana@${place.id}.example.org`;
  const made = async (who: User, path: string, body: object): Promise<Answer['body']> => {
    const answer = await who.post(path, body);
    if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await made(own.admin, '/admin/users', { name: 'Ana', email, password, roles: [] });
  return {
    own,
    partner,
    place,
    permit: await made(own.admin, '/permits', { placeId: place.id, type: 'Tent', class: 'operational' }),
    inspection: await made(own.admin, '/inspections', { placeId: place.id, type: 'Annual' }),
    role: await made(own.admin, '/admin/roles', { name: 'Clerk', permissions: ['FD Permits - Read'] }),
    user: await made(own.admin, '/admin/users', { name: 'Bea', email: `bea-${email}`, roles: [] }),
    /** Signed in with a password: a key may not make keys. */
    session: await signIn(app.base, email, password),
  };
}

const password = 'correct horse battery';
type Settled = Awaited<ReturnType<typeof settled>>;
const newPlace = {
  addressLine: '1 New Street',
  city: 'Zion',
  state: 'IL',
  location: { type: 'Point', coordinates: [-87.8, 42.4] },
};

/** Every sort of write there is, each of which leaves an entry in the change log. */
const writes: [string, (s: Settled) => Promise<Answer>][] = [
  ['a place is made', ({ own }) => own.admin.post('/places', newPlace)],
  [
    'a place is changed',
    ({ own, place }) => own.admin.patch(`/places/${place.id}`, { unit: '2' }, { ifMatch: 1 }),
  ],
  [
    'a place is withheld',
    ({ own, place }) => own.admin.patch(`/places/${place.id}`, { withheld: true }, { ifMatch: 1 }),
  ],
  ['a place is retired', ({ own, place }) => own.admin.delete(`/places/${place.id}`, { ifMatch: 1 })],
  [
    'a place is offered',
    ({ own, partner, place }) => own.admin.post(`/places/${place.id}/transfer`, { toAgencyId: partner.id }),
  ],
  [
    'a permit is made',
    ({ own, place }) => own.admin.post('/permits', { placeId: place.id, type: 'Fair', class: 'operational' }),
  ],
  [
    'a permit is changed',
    ({ own, permit }) => own.admin.patch(`/permits/${permit.id}`, { status: 'issued' }, { ifMatch: 1 }),
  ],
  ['a permit is deleted', ({ own, permit }) => own.admin.delete(`/permits/${permit.id}`, { ifMatch: 1 })],
  [
    'an inspection is made',
    ({ own, place }) => own.admin.post('/inspections', { placeId: place.id, type: 'Final' }),
  ],
  [
    'an inspection is changed',
    ({ own, inspection }) =>
      own.admin.patch(`/inspections/${inspection.id}`, { status: 'inProgress' }, { ifMatch: 1 }),
  ],
  [
    'an inspection is deleted',
    ({ own, inspection }) => own.admin.delete(`/inspections/${inspection.id}`, { ifMatch: 1 }),
  ],
  [
    'a report is downloaded',
    ({ own, inspection }) => own.admin.get(`/inspections/${inspection.id}/report.pdf`),
  ],
  [
    'a row of the Client sheet is saved',
    ({ own, partner }) =>
      own.admin.put(`${clientSheet}/${partner.id}`, { levels: { address: 'view' } }, { ifMatch: 0 }),
  ],
  [
    'rows of the Client sheet are saved at once',
    ({ own, partner }) =>
      own.admin.post(`${clientSheet}/bulk`, { partnerIds: [partner.id], levels: { hydrants: 'view' } }),
  ],
  [
    'the User sheet is saved',
    ({ own, partner }) =>
      own.admin.put(
        userSheet,
        { items: [{ partnerId: partner.id, levels: { permits: 'view' } }] },
        { ifMatch: 0 },
      ),
  ],
  [
    'a photo is added to an inspection',
    async ({ own, inspection }) => upload(own.admin, `/inspections/${inspection.id}/photos`, await picture()),
  ],
  [
    'an agency’s settings are changed',
    ({ own }) => own.admin.patch('/admin/agency', { color: '#123456' }, { ifMatch: 1 }),
  ],
  [
    'a view of a list is saved',
    ({ own }) => own.admin.post('/me/views', { list: 'permits', name: 'Open', query: 'status=issued' }),
  ],
  ['the change log is taken out', ({ own }) => own.admin.get('/audit.csv')],
  ['partners’ views are taken out', ({ own }) => own.admin.get('/audit/views.csv')],
  ['dark records are taken out', ({ own }) => own.admin.post('/admin/dark-records/export', {})],
  [
    'a user is added',
    ({ own }) => own.admin.post('/admin/users', { name: 'Bo', email: `bo@${own.id}.example.org`, roles: [] }),
  ],
  [
    'a user is changed',
    ({ own, user }) => own.admin.patch(`/admin/users/${user.id}`, { active: false }, { ifMatch: 1 }),
  ],
  ['a user is invited again', ({ own, user }) => own.admin.post(`/admin/users/${user.id}/invitation`)],
  ['a role is made', ({ own }) => own.admin.post('/admin/roles', { name: 'Other', permissions: [] })],
  [
    'a role is changed',
    ({ own, role }) => own.admin.patch(`/admin/roles/${role.id}`, { permissions: [] }, { ifMatch: 1 }),
  ],
  ['a key is made', ({ session }) => session.post('/me/api-keys', { name: 'k', permissions: [] })],
  [
    'an account’s feature is switched',
    ({ own }) =>
      operator.patch(
        `/operator/agencies/${own.id}`,
        { features: { userDataSharing: false } },
        { ifMatch: 1 },
      ),
  ],
  [
    'two agencies are linked',
    ({ own, partner }) => operator.post('/operator/links', { agencies: [own.id, partner.id] }),
  ],
];

describe('when its entry in the change log cannot be written, nothing is stored:', () => {
  let ready: Settled;
  const logged = async () =>
    Number((await world.sql.query('select count(*) as n from audit_entry')).rows[0].n);

  beforeAll(async () => {
    ready = await settled();
    await world.sql.query(`create function refuse_entry() returns trigger language plpgsql as
      $$ begin raise exception 'the log is full'; end $$`);
  });

  test.each(writes)('%s', async (_what, write) => {
    await world.sql.query(
      'create trigger refuse_entry before insert on audit_entry execute function refuse_entry()',
    );
    const before = await stateOf(world);
    const refused = await write(ready);
    const after = await stateOf(world);
    await world.sql.query('drop trigger refuse_entry on audit_entry');
    expect(refused.status).toBe(500);
    expect(JSON.stringify(refused.body)).not.toContain('full');
    expect(after).toEqual(before);
  });

  test('and each of them does leave one once it can', async () => {
    for (const [what, write] of writes) {
      const fresh = await settled();
      const entries = await logged();
      const answer = await write(fresh);
      expect(answer.status, `${what}: ${JSON.stringify(answer.body)}`).toBeLessThan(300);
      expect(await logged(), what).toBeGreaterThan(entries);
    }
  });
});

describe('what fails at its commit', () => {
  test('was never answered as done, and nothing of it was told', async () => {
    const { own, place } = await settled();
    await world.sql.query(`create function refuse_commit() returns trigger language plpgsql as
      $$ begin raise exception 'no commit'; end $$`);
    await world.sql.query(`create constraint trigger refuse_commit after insert on permit
      deferrable initially deferred for each row execute function refuse_commit()`);
    const before = await stateOf(world);
    const answer = await own.admin.post('/permits', {
      placeId: place.id,
      type: 'Fair',
      class: 'operational',
    });
    await world.sql.query('drop trigger refuse_commit on permit');
    expect(answer.status).toBe(500);
    expect(await stateOf(world)).toEqual(before);
  });
});

describe('an Idempotency-Key', () => {
  const keyed = (own: TestAgency, place: Answer['body'], type: string) =>
    own.admin.post(
      '/permits',
      { placeId: place.id, type, class: 'operational' },
      { headers: { 'idempotency-key': 'one' } },
    );

  test('is stored by the transaction that made what it stands for', async () => {
    const { own, place } = await settled();
    const { body } = await keyed(own, place, 'Fair');
    const { rows } = await world.sql.query(
      `select p.xmin = k.xmin as together from permit p join idempotency_key k on k.record_id = p.id where p.id = $1`,
      [body.id],
    );
    expect(rows).toEqual([{ together: true }]);
  });

  test('that cannot be stored makes nothing', async () => {
    const { own, place } = await settled();
    await world.sql.query(
      "alter table idempotency_key add constraint none check (path <> '/api/v1/permits') not valid",
    );
    const before = await stateOf(world);
    const answer = await keyed(own, place, 'Fair');
    await world.sql.query('alter table idempotency_key drop constraint none');
    expect(answer.status).toBe(500);
    expect(await stateOf(world)).toEqual(before);
  });
});
