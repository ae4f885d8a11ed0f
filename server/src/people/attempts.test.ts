import { describe, expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { signIn } from '../../test/sign-in.ts';
import { caller, openWorld } from '../../test/world.ts';
import { networkOf } from '../http/address.ts';

const app = await startApp({ STANDPIPE_RATE_LIMITS: 'on' });
const world = await openWorld(app);
const north = await world.agency('North');
const password = 'correct horse battery';

async function user(email: string): Promise<void> {
  const made = await north.admin.post('/admin/users', { name: 'Ann', email, password, roles: [] });
  expect(made.status).toBe(201);
}

test('the sixth wrong password in 15 minutes is 429 with Retry-After, and so is the right one after it', async () => {
  await user('ann@example.org');
  for (let failure = 1; failure <= 5; failure++)
    expect((await signIn(app.base, 'ann@example.org', `wrong ${failure} wrong`)).status).toBe(401);
  for (const each of ['wrong 6 wrong', password]) {
    const sixth = await signIn(app.base, 'Ann@Example.org', each);
    expect(sixth.status).toBe(429);
    expect(sixth.body.code).toBe('rate_limited');
    const wait = Number(sixth.headers.get('retry-after'));
    expect(wait).toBeGreaterThan(800);
    expect(wait).toBeLessThanOrEqual(900);
  }
  await world.sql.query(`update sign_in_failure set first_at = now() - interval '901 seconds'`);
  expect((await signIn(app.base, 'ann@example.org', password)).status).toBe(200);
});

test('an account that is not there locks in the same words', async () => {
  await user('known@example.org');
  const tries = async (email: string) => {
    const answers = [];
    for (let failure = 1; failure <= 6; failure++) answers.push(await signIn(app.base, email, 'wrong wrong'));
    return answers.map(({ status, body }) => ({ status, ...body, requestId: '' }));
  };
  expect(await tries('unknown@example.org')).toEqual(await tries('known@example.org'));
});

test('a right password before the sixth attempt forgets the wrong ones', async () => {
  await user('forgetful@example.org');
  for (let round = 0; round < 3; round++) {
    for (let failure = 1; failure <= 4; failure++)
      expect((await signIn(app.base, 'forgetful@example.org', 'wrong wrong')).status).toBe(401);
    expect((await signIn(app.base, 'forgetful@example.org', password)).status).toBe(200);
  }
});

test('guesses that run at once have five attempts together', async () => {
  await user('raced@example.org');
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, at) => signIn(app.base, 'raced@example.org', `wrong ${at} wrong`)),
  );
  const count = (status: number) => answers.filter((each) => each.status === status).length;
  expect([count(401), count(429)]).toEqual([5, 15]);
});

test('guesses at one account leave every other account alone', async () => {
  await user('quiet@example.org');
  for (let failure = 1; failure <= 6; failure++) await signIn(app.base, 'loud@example.org', 'wrong wrong');
  expect((await signIn(app.base, 'quiet@example.org', password)).status).toBe(200);
});

test('whoever holds a session cannot guess its password either', async () => {
  await user('held@example.org');
  const session = await signIn(app.base, 'held@example.org', password);
  const guess = { current: 'wrong wrong', new: 'another long password' };
  for (let failure = 1; failure <= 5; failure++)
    expect((await session.post('/me/password', guess)).status).toBe(400);
  expect((await session.post('/me/password', { ...guess, current: password })).status).toBe(429);
});

test('a flood of reset requests for one address is turned away', async () => {
  const visitor = caller(app.base, {});
  const answers = [];
  for (let each = 0; each < 6; each++)
    answers.push(
      (await visitor.post('/api/auth/request-password-reset', { email: 'ann@example.org' })).status,
    );
  expect(answers).toEqual([503, 503, 503, 503, 503, 429]);
});

test('what is kept of failures names nobody', async () => {
  const { rows } = await world.sql.query('select subject from sign_in_failure');
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.every((row) => /^[\w-]{43}$/.test(row.subject))).toBe(true);
});

test('an IPv6 network counts as one address', () => {
  expect(networkOf('2001:db8:1:2:aaaa::1')).toBe(networkOf('2001:DB8:1:2::ffff'));
  expect(networkOf('2001:db8:1:2::1')).not.toBe(networkOf('2001:db8:1:3::1'));
  expect(networkOf('2001:db8::1')).toBe(networkOf('2001:db8:0:0:1::2'));
  expect(networkOf('::ffff:192.0.2.7')).toBe('192.0.2.7');
  expect(networkOf('192.0.2.7')).not.toBe(networkOf('192.0.2.8'));
});

test('behind a proxy that is trusted each caller has attempts of their own; an untrusted one speaks for nobody', async () => {
  const behind = await startApp({ STANDPIPE_RATE_LIMITS: 'on', STANDPIPE_TRUST_PROXY: '10.9.9.9, loopback' });
  const agency = await (await openWorld(behind)).agency('Behind');
  const ann = { name: 'Ann', email: 'behind@example.org', password, roles: [] };
  expect((await agency.admin.post('/admin/users', ann)).status).toBe(201);
  await user(ann.email);
  const from = (base: string, address: string, given: string) =>
    signIn(base, ann.email, given, { 'x-forwarded-for': address });
  for (const { base } of [app, behind])
    for (let failure = 1; failure <= 6; failure++) await from(base, '203.0.113.7', 'wrong wrong');
  expect((await from(behind.base, '203.0.113.7', password)).status).toBe(429);
  expect((await from(behind.base, '198.51.100.7', password)).status).toBe(200);
  expect((await from(app.base, '198.51.100.7', password)).status).toBe(429);
});

describe('one password on many accounts', () => {
  const spray = (given: string, from: number, to: number) =>
    Promise.all(
      Array.from({ length: to - from }, (_, at) =>
        signIn(app.base, `spray-${from + at}@example.org`, given).then(({ status }) => status),
      ),
    );

  test('is refused from the eleventh on, whether they are there or not, and whether it is right', async () => {
    await user('spray-60@example.org');
    const guess = 'Summer at the Lake 26';
    expect(new Set(await spray(guess, 0, 10))).toEqual(new Set([401]));
    expect(new Set(await spray(guess, 10, 60))).toEqual(new Set([429]));
    expect((await signIn(app.base, 'spray-60@example.org', guess)).status).toBe(429);
    expect((await signIn(app.base, 'spray-60@example.org', password)).status).toBe(200);
  });

  test('that all have it lets each of them in', async () => {
    const names = Array.from({ length: 15 }, (_, at) => `shared-${at}@example.org`);
    for (const email of names) await user(email);
    for (const email of names) expect((await signIn(app.base, email, password)).status).toBe(200);
  });

  test('leaves nothing of the password in the database', async () => {
    const guess = 'a password that is looked for';
    await signIn(app.base, 'spray-0@example.org', guess);
    const subjects = (await world.sql.query('select subject from sign_in_failure')).rows.map(
      ({ subject }) => subject as string,
    );
    await signIn(app.base, 'spray-0@example.org', 'another password that is tried');
    const after = (await world.sql.query('select subject from sign_in_failure')).rows.map(
      ({ subject }) => subject as string,
    );
    expect(after.sort()).toEqual(subjects.sort()); // what is stored says the account and the address alone
  });
});
