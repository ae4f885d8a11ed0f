import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openMailbox } from '../../test/mailbox.ts';
import { signIn } from '../../test/sign-in.ts';
import { caller, openWorld } from '../../test/world.ts';
import { asSystem } from '../db/system.ts';
import { makeOperator } from './setup.ts';

const mailbox = await openMailbox();
const app = await startApp({ SMTP_URL: mailbox.url, PUBLIC_URL: 'http://standpipe.example' });
const world = await openWorld(app);
const [north, south] = [await world.agency('North FD'), await world.agency('South FD')];
const password = 'correct horse battery';
const visitor = caller(app.base, {});

/** A person of these agencies, who can sign in. */
async function person(email: string, ...agencies: (typeof north)[]): Promise<string> {
  for (const { admin } of agencies) {
    const made = await admin.post('/admin/users', { name: 'Ann', email, password, roles: [] });
    expect(made.status).toBe(201);
  }
  return (await world.sql.query('select id from person where email = $1 order by id', [email])).rows[0].id;
}

const doings = async (where: string, values: unknown[] = []) =>
  (
    await world.sql.query(
      `select agency_id, person_id, action, record_id, after from audit_entry
       where action in ('signIn', 'signInFailed', 'signOut', 'requestPasswordReset', 'resetPassword') and ${where}
       order by id`,
      values,
    )
  ).rows;
const actionsOf = async (id: string) =>
  (await doings('record_id = $1', [id])).map((row) => [row.action, row.person_id === id]);

test('signing in and out is in the log of the agency that the session acts for, and of no other', async () => {
  const id = await person('ann@example.org', north, south);
  const session = await signIn(app.base, 'Ann@example.org', password);
  expect(session.status).toBe(200);
  expect((await session.post('/api/auth/sign-out')).status).toBe(200);
  const rows = await doings('record_id = $1 and agency_id = $2', [id, north.id]);
  expect(rows.map((row) => [row.action, row.person_id])).toEqual([
    ['signIn', id],
    ['signOut', id],
  ]);
  expect(rows[0].after.address).toMatch(/127\.0\.0\.1/);
  expect(await doings('agency_id = $1', [south.id])).toEqual([]);
  const { items } = (await north.admin.get(`/audit?kind=person&record=${id}`)).body;
  expect(items.map((each: { action: string }) => each.action)).toEqual(['signOut', 'signIn']);
});

test('a wrong password is in the log of the person’s agencies, and says of nobody that they did it', async () => {
  const id = await person('ben@example.org', north);
  expect((await signIn(app.base, 'ben@example.org', 'not the password')).status).toBe(401);
  expect(await actionsOf(id)).toEqual([['signInFailed', false]]);
});

test('a try at an address that nobody has is in the server’s log, without what was typed', async () => {
  expect((await signIn(app.base, 'my-password@example.org', 'not a password')).status).toBe(401);
  const rows = await doings('record_id is null');
  expect(rows).toEqual([
    {
      agency_id: null,
      person_id: null,
      action: 'signInFailed',
      record_id: null,
      after: { address: expect.any(String) },
    },
  ]);
});

test('an operator of no agency is in the server’s log', async () => {
  const op = { name: 'Olga', email: 'op@example.org', password };
  const id = await asSystem(app.house.database, (db) => makeOperator(db, op));
  expect((await signIn(app.base, 'op@example.org', password)).status).toBe(200);
  expect((await doings('record_id = $1', [id])).map((row) => [row.agency_id, row.action])).toEqual([
    [null, 'signIn'],
  ]);
});

test('a mailed code that was asked for and used is in the log, and one that does not work is not', async () => {
  const id = await person('cara@example.org', north);
  const ask = await visitor.post('/api/auth/request-password-reset', { email: 'cara@example.org' });
  expect(ask.status).toBe(200);
  const mails = () => mailbox.received.filter((each) => each.to.includes('cara@example.org'));
  await expect.poll(() => mails().length).toBe(1);
  const code = /\/reset-password\/(\S+)/.exec(mails()[0]!.mail.text ?? '')![1]!;
  const reset = () =>
    visitor.post('/api/auth/reset-password', { token: code, newPassword: 'staple the battery' });
  expect((await reset()).status).toBe(200);
  expect((await reset()).status).toBe(400);
  expect(await actionsOf(id)).toEqual([
    ['requestPasswordReset', false],
    ['resetPassword', true],
  ]);
});

test('to sign out without a session leaves nothing', async () => {
  const before = await doings('true');
  expect((await visitor.post('/api/auth/sign-out')).status).toBe(200);
  expect(await doings('true')).toEqual(before);
});

test('nobody is signed in whose entry cannot be written', async () => {
  await person('dan@example.org', north);
  await world.sql.query(`create function refuse_entry() returns trigger language plpgsql as
    $$ begin raise exception 'the log is full'; end $$`);
  await world.sql.query(
    'create trigger refuse_entry before insert on audit_entry execute function refuse_entry()',
  );
  const refused = await signIn(app.base, 'dan@example.org', password);
  await world.sql.query('drop trigger refuse_entry on audit_entry');
  expect([refused.status, refused.cookies]).toEqual([500, []]);
});
