import type { Email } from 'postal-mime';
import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openMailbox } from '../../test/mailbox.ts';
import { signIn } from '../../test/sign-in.ts';
import { caller, openWorld, type TestAgency } from '../../test/world.ts';

const mailbox = await openMailbox();
const app = await startApp({ SMTP_URL: mailbox.url, PUBLIC_URL: 'http://standpipe.example' });
const world = await openWorld(app);
const visitor = caller(app.base, {});
const [theirs, own] = ['chosen by agency M', 'chosen by the chief'];
let count = 0;

/** Agencies M and V, and an address of V. */
async function two(): Promise<{ m: TestAgency; v: TestAgency; chief: string }> {
  const at = ++count;
  return {
    m: await world.agency(`M${at}`),
    v: await world.agency(`V${at}`),
    chief: `chief${at}@victim.example`,
  };
}
const add = async (agency: TestAgency, email: string, more: object = {}) => {
  const { body: role } = await agency.admin.post('/admin/roles', {
    name: `R${++count}`,
    permissions: ['Addresses - Read'],
  });
  const made = await agency.admin.post('/admin/users', {
    name: `As ${agency.name} calls them`,
    email,
    roles: [role.id],
    ...more,
  });
  expect(made.status).toBe(201);
  return made.body;
};
const actsFor = (session: Awaited<ReturnType<typeof signIn>>, agency: TestAgency) =>
  session.post('/me/membership', { agencyId: agency.id }).then(({ status }) => status);

async function mailTo(email: string, subject: RegExp): Promise<Email> {
  const found = () =>
    mailbox.received.findLast((each) => each.to.includes(email) && subject.test(each.mail.subject ?? ''));
  await expect.poll(found).toBeDefined();
  const it = found()!;
  mailbox.received.splice(mailbox.received.indexOf(it), 1);
  return it.mail;
}
const mailedInvitation = async (email: string) =>
  /\/invitation\/(\S+)/.exec((await mailTo(email, /invites you/)).text ?? '')![1]!;

test('a password that one agency handed out for an address opens nothing of another that adds the same address', async () => {
  const { m, v, chief } = await two();
  await add(m, chief, { password: theirs });
  const added = await add(v, chief);
  const attacker = await signIn(app.base, chief, theirs);
  expect((await attacker.get('/me')).body.agency.id).toBe(m.id);
  expect(
    (await attacker.get('/me')).body.memberships.map((each: { agency: { id: string } }) => each.agency.id),
  ).toEqual([m.id]);
  expect(await actsFor(attacker, v)).toBe(404);
  expect((await attacker.get('/me/invitations')).body.items).toEqual([]);
  // V's chief comes in by the mail all the same, under what V entered.
  const token = await mailedInvitation(chief);
  expect((await visitor.post(`/invitations/${token}`, { password: own })).status).toBe(200);
  const session = await signIn(app.base, chief, own);
  expect((await session.get('/me')).body).toMatchObject({ agency: { id: v.id }, user: { name: added.name } });
  expect(await actsFor(session, m)).toBe(404);
  expect(await actsFor(attacker, v)).toBe(404);
  expect((await signIn(app.base, chief, theirs)).status).toBe(200);
});

test('a link that an agency hands out opens that agency only, and proves nothing', async () => {
  const { m, v, chief } = await two();
  const { invitation } = await add(m, chief);
  await add(v, chief);
  expect((await visitor.get(`/invitations/${invitation.token}`)).body.hasAccount).toBe(false);
  expect((await visitor.post(`/invitations/${invitation.token}`, { password: theirs })).status).toBe(200);
  const session = await signIn(app.base, chief, theirs);
  expect(await actsFor(session, v)).toBe(404);
  const items = (await session.get('/me/invitations')).body.items;
  expect(items).toEqual([]);
});

test('an account whose address was proven accepts invitations signed in, and opens all of them', async () => {
  const { m, v, chief } = await two();
  await add(v, chief);
  await visitor.post(`/invitations/${await mailedInvitation(chief)}`, { password: own });
  const session = await signIn(app.base, chief, own);
  const user = await add(m, chief);
  const [invited] = (await session.get('/me/invitations')).body.items;
  expect(invited).toMatchObject({ id: user.id, agency: { id: m.id }, name: user.name });
  expect(await actsFor(session, m)).toBe(404);
  expect((await session.post(`/me/invitations/${invited.id}/accept`)).status).toBe(204);
  expect(await actsFor(session, m)).toBe(204);
  expect((await session.get('/me')).body.user.name).toBe(user.name);
  expect(await actsFor(session, v)).toBe(204);
  expect((await m.admin.get(`/admin/users/${user.id}`)).body.signIn).toBe('ownAccount');
  expect((await session.post(`/me/invitations/${invited.id}/accept`)).status).toBe(404);
});

test('a mailed link to who has an account accepts without another password', async () => {
  const { m, v, chief } = await two();
  await add(v, chief);
  await visitor.post(`/invitations/${await mailedInvitation(chief)}`, { password: own });
  await add(m, chief);
  const token = await mailedInvitation(chief);
  expect((await visitor.get(`/invitations/${token}`)).body.hasAccount).toBe(true);
  expect((await visitor.post(`/invitations/${token}`, { password: 'not the password' })).status).toBe(400);
  expect((await visitor.post(`/invitations/${token}`, {})).status).toBe(200);
  expect(await actsFor(await signIn(app.base, chief, own), m)).toBe(204);
});

test('who adds a known address is answered as for an unknown one, sees the name entered, and none of their doings', async () => {
  const { m, v, chief } = await two();
  await add(v, chief, { password: own });
  await signIn(app.base, chief, own);
  const known = await add(m, chief);
  const unknown = await add(m, `nobody${count}@victim.example`);
  const shape = ({
    id,
    email,
    createdAt,
    updatedAt,
    roles,
    invitation,
    invitedUntil,
    ...rest
  }: Record<string, unknown>) => ({
    ...rest,
    invitation: Object.keys(invitation as object),
  });
  expect(shape(known)).toEqual(shape(unknown));
  expect(known).toMatchObject({ name: `As ${m.name} calls them`, signIn: 'invited', lastSignInAt: null });
  const session = await signIn(app.base, chief, own);
  await session.post('/api/auth/sign-out');
  const log = (await m.admin.get('/audit?kind=person')).body.items;
  expect(log).toEqual([]);
  expect((await m.admin.get(`/admin/users/${known.id}`)).body.lastSignInAt).toBeNull();
  const set = await v.admin.get(`/admin/users?q=${chief}`);
  const changed = await v.admin.patch(
    `/admin/users/${set.body.items[0].id}`,
    { password: 'set by V itself' },
    { ifMatch: 1 },
  );
  expect(changed.status).toBe(200);
  expect((await signIn(app.base, chief, 'set by V itself')).status).toBe(200);
});

test('each of two passwords for one address opens the agency that handed it out; one for both opens both', async () => {
  const { m, v, chief } = await two();
  await add(m, chief, { password: theirs });
  const user = await add(v, chief, { password: own });
  const [one, other] = [await signIn(app.base, chief, theirs), await signIn(app.base, chief, own)];
  expect([await actsFor(one, m), await actsFor(one, v)]).toEqual([204, 404]);
  expect([await actsFor(other, m), await actsFor(other, v)]).toEqual([404, 204]);
  await v.admin.patch(`/admin/users/${user.id}`, { password: theirs }, { ifMatch: 1 });
  const both = await signIn(app.base, chief, theirs);
  expect([await actsFor(both, m), await actsFor(both, v)]).toEqual([204, 204]);
  await v.admin.patch(`/admin/users/${user.id}`, { password: own }, { ifMatch: 2 });
  expect((await both.get('/me')).status).toBe(401);
});

test('a user who is renamed to another’s address opens nothing of theirs, and one who accepted is invited anew', async () => {
  const { m, v, chief } = await two();
  const mallory = `mallory${count}@m.example`;
  const user = await add(m, mallory);
  await visitor.post(`/invitations/${await mailedInvitation(mallory)}`, { password: theirs });
  const session = await signIn(app.base, mallory, theirs);
  expect((await m.admin.patch(`/admin/users/${user.id}`, { email: chief }, { ifMatch: 1 })).body.signIn).toBe(
    'invited',
  );
  expect((await session.get('/me')).status).toBe(401);
  await add(v, chief);
  expect((await signIn(app.base, chief, theirs)).status).toBe(401);
  expect((await signIn(app.base, mallory, theirs)).status).toBe(401);
  expect((await mailTo(mallory, /address was changed/)).text).toContain(chief);
});

test('an address that somebody asks for is not proven by whoever opens the link without being signed in as them', async () => {
  const { m, v, chief } = await two();
  const mallory = `mallory${count}@m.example`;
  await add(m, mallory);
  await visitor.post(`/invitations/${await mailedInvitation(mallory)}`, { password: theirs });
  const session = await signIn(app.base, mallory, theirs);
  expect((await session.post('/me/account', { email: chief, current: theirs })).status).toBe(200);
  const token = /\/confirm-address\/(\S+)/.exec((await mailTo(chief, /Confirm/)).text ?? '')![1]!;
  expect((await visitor.post(`/address-changes/${token}`)).status).toBe(401);
  await add(v, chief);
  await visitor.post(`/invitations/${await mailedInvitation(chief)}`, { password: own });
  const ours = await signIn(app.base, chief, own);
  expect((await ours.post(`/address-changes/${token}`)).status).toBe(404);
  expect((await session.get('/me/invitations')).body.items).toEqual([]);
});

test('nobody learns from their account which addresses have accounts', async () => {
  const { m, v, chief } = await two();
  await add(v, chief);
  await visitor.post(`/invitations/${await mailedInvitation(chief)}`, { password: own });
  const email = `clerk${count}@m.example`;
  await add(m, email, { password: theirs });
  const session = await signIn(app.base, email, theirs);
  const [known, unknown] = [
    await session.post('/me/account', { email: chief, current: theirs }),
    await session.post('/me/account', { email: `x${chief}`, current: theirs }),
  ];
  expect([known.status, known.body.unconfirmed]).toEqual([200, chief]);
  expect([unknown.status, unknown.body.unconfirmed]).toEqual([200, `x${chief}`]);
  expect((await mailTo(chief, /Your Standpipe address/)).text).toContain('nothing was changed');
});

test('a forgotten password of an address with two agencies is one for an account that chooses what it accepts', async () => {
  const { m, v, chief } = await two();
  await add(m, chief, { password: theirs });
  const user = await add(v, chief, { password: 'chosen by agency V' });
  await visitor.post('/api/auth/request-password-reset', { email: chief });
  const code = /\/reset-password\/(\S+)/.exec((await mailTo(chief, /Choose/)).text ?? '')![1]!;
  expect((await visitor.post('/api/auth/reset-password', { token: code, newPassword: own })).status).toBe(
    200,
  );
  const session = await signIn(app.base, chief, own);
  expect((await session.get('/me')).body).toMatchObject({ agency: null, permissions: [], memberships: [] });
  expect((await session.get('/places')).status).toBe(403);
  expect((await session.get('/me/invitations')).body.items).toHaveLength(2);
  expect((await session.post(`/me/invitations/${user.id}/accept`)).status).toBe(204);
  expect((await session.get('/me')).body.agency.id).toBe(v.id);
  expect((await session.get('/places')).status).toBe(200);
  expect(await actsFor(session, m)).toBe(404);
  const declined = (await session.get('/me/invitations')).body.items[0];
  expect((await session.post(`/me/invitations/${declined.id}/decline`)).status).toBe(204);
  expect((await session.get('/me/invitations')).body.items).toEqual([]);
});

test('an invitation is accepted no more once it is over, or was withdrawn with its user', async () => {
  const { m, v, chief } = await two();
  await add(v, chief);
  await visitor.post(`/invitations/${await mailedInvitation(chief)}`, { password: own });
  const session = await signIn(app.base, chief, own);
  const user = await add(m, chief);
  await m.admin.patch(`/admin/users/${user.id}`, { active: false }, { ifMatch: 1 });
  expect((await session.post(`/me/invitations/${user.id}/accept`)).status).toBe(404);
  await m.admin.patch(`/admin/users/${user.id}`, { active: true }, { ifMatch: 2 });
  await world.sql.query('update membership set invited_until = now() where id = $1', [user.id]);
  expect((await session.post(`/me/invitations/${user.id}/accept`)).status).toBe(404);
  expect((await m.admin.post(`/admin/users/${user.id}/invitation`)).status).toBe(201);
  expect((await session.post(`/me/invitations/${user.id}/accept`)).status).toBe(204);
});

test('of many passwords handed out for one address ten are tried, those used or set last, and setting one anew has it tried', async () => {
  const chief = `chief${++count}@victim.example`;
  const agencies: TestAgency[] = [];
  for (let at = 0; at < 11; at++) agencies.push(await world.agency(`Many ${count} ${at}`));
  const passwordOf = (agency: TestAgency) => `handed out by ${agency.name}`;
  const users = new Map<TestAgency, { id: string; version: number }>();
  for (const agency of agencies)
    users.set(agency, await add(agency, chief, { password: passwordOf(agency) }));
  const statusOf = async (agency: TestAgency) => (await signIn(app.base, chief, passwordOf(agency))).status;
  const [first, second, ...others] = agencies as [TestAgency, TestAgency, ...TestAgency[]];
  expect(await statusOf(first)).toBe(401);
  for (const agency of [...others, second]) expect(await statusOf(agency)).toBe(200);
  const { id, version } = users.get(first)!;
  const again = { password: passwordOf(first) };
  expect((await first.admin.patch(`/admin/users/${id}`, again, { ifMatch: version })).status).toBe(200);
  expect(await statusOf(first)).toBe(200);
});
