import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { signIn } from '../../test/sign-in.ts';
import { openWorld } from '../../test/world.ts';
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts';

const email = 'inspector@example.org';

test.each([
  'Passw0rd!-xyz',
  'correct horse battery',
  'inspector-Passw0rd!',
  '日本消防署火災予防',
  `${'a'.repeat(7)}b`,
])('the password "%s" is taken', (password) => {
  expect(() => checkPassword(password, email)).not.toThrow();
});

test.each([
  ['7 chars', 'length', 'password_length'],
  ['a b'.repeat(67), 'length', 'password_length'],
  ['Password123', 'a common one in any case', 'password_common'],
  ['ｐａｓｓｗｏｒｄ', 'a common one in wide letters', 'password_common'],
  ['zzzzzzzzzz', 'one letter', 'password_common'],
  ['abcdefghijk', 'letters in a row', 'password_common'],
  ['987654321', 'digits in a row', 'password_common'],
  ['Inspector1', 'the address and a digit', 'password_guessable'],
  ['inspector@example.org', 'the address', 'password_guessable'],
])('the password "%s" is refused for %s', (password, _why, code) => {
  expect(() => checkPassword(password, email)).toThrow(
    expect.objectContaining({ code: 'invalid', extras: { errors: [expect.objectContaining({ code })] } }),
  );
});

test('a password of 200 characters of four bytes each is hashed whole', async () => {
  const long = '🔥'.repeat(199);
  const stored = await hashPassword(`${long}a`);
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await verifyPassword(stored, `${long}a`)).toBe(true);
  expect(await verifyPassword(stored, `${long}b`)).toBe(false);
});

test('a flood of sign-ins is turned away instead of piling up', async () => {
  const flood = await Promise.allSettled(
    Array.from({ length: 260 }, () => hashPassword('correct horse battery')),
  );
  const refused = flood.filter((each) => each.status === 'rejected').map((each) => each.reason);
  expect(refused).toHaveLength(56);
  expect(refused[0]).toMatchObject({ code: 'unavailable', extras: { retryAfter: 2 } });
  expect(await hashPassword('correct horse battery')).toBeTruthy();
});

test('a sign-in takes as long for an address that nobody has as for a wrong password', async () => {
  const app = await startApp();
  const north = await (await openWorld(app)).agency('North');
  await north.admin.post('/admin/users', {
    name: 'Ann',
    email,
    password: 'correct horse battery',
    roles: [],
  });
  const times: Record<string, number[]> = { [email]: [], 'nobody@example.org': [] };
  for (let round = 0; round < 25; round++)
    for (const [address, taken] of Object.entries(times)) {
      const start = performance.now();
      expect((await signIn(app.base, address, 'not the password')).status).toBe(401);
      taken.push(performance.now() - start);
    }
  const [known, unknown] = Object.values(times).map((each) => each.sort((a, b) => a - b)[12]!);
  expect(Math.abs(known! - unknown!)).toBeLessThan(Math.max(5, known! / 2));
});
