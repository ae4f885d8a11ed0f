import { expect, test } from 'vitest';
import { startApp, type TestApp } from '../../test/app.ts';
import { signIn } from '../../test/sign-in.ts';
import { caller, openWorld } from '../../test/world.ts';
import { ConfigError } from '../config.ts';
import { ensureFirstOperator } from './setup.ts';

const password = 'correct horse battery';
const chief = { name: 'Olga Operator', email: 'Olga@Example.org', password };

async function start(app: TestApp): Promise<{ said: string; token: string }> {
  const lines: string[] = [];
  await ensureFirstOperator(app.house, (line) => lines.push(line));
  const said = lines.join('\n');
  return { said, token: /\/setup\/(sps_[\w-]{43})/.exec(said)?.[1] ?? '' };
}

test('without an operator a link is printed that makes the first one, once', async () => {
  const app = await startApp({ PUBLIC_URL: 'http://standpipe.example' });
  const visitor = caller(app.base, {});
  const { said, token } = await start(app);
  expect(said).toContain(`http://standpipe.example/setup/${token}`);
  const path = `/setup/${token}`;
  expect((await visitor.get(path)).body).toMatchObject({ purpose: 'firstOperator' });
  for (const wrong of [{ password: 'short' }, { email: 'olga' }, { name: '' }, { operator: true }])
    expect([wrong, (await visitor.post(path, { ...chief, ...wrong })).status]).toEqual([wrong, 400]);
  const answers = await Promise.all([
    visitor.post(path, chief),
    visitor.post(path, { ...chief, email: 'two@example.org' }),
  ]);
  expect(answers.map((each) => each.status).sort()).toEqual([200, 404]);
  expect([(await visitor.get(path)).status, (await visitor.post(path, chief)).status]).toEqual([404, 404]);
  const made = answers.find((each) => each.status === 200)!;
  const session = await signIn(app.base, made.body.email, password);
  expect((await session.get('/me')).body).toMatchObject({
    operator: true,
    agency: null,
    user: { name: 'Olga Operator' },
  });
  expect((await session.get('/operator/agencies')).status).toBe(200);
  expect(await start(app)).toEqual({ said: '', token: '' });
});

test('each start makes a new setup link, and those before it end', async () => {
  const app = await startApp();
  const visitor = caller(app.base, {});
  const [first, second] = [await start(app), await start(app)];
  expect(first.token).not.toBe(second.token);
  expect((await visitor.get(`/setup/${first.token}`)).status).toBe(404);
  expect((await visitor.get(`/setup/${second.token}`)).status).toBe(200);
  expect((await visitor.get('/setup/sps_never')).status).toBe(404);
  expect((await visitor.get(`/invitations/${second.token}`)).status).toBe(404);
});

test('the environment names the first operator, and nobody once there is one', async () => {
  const named = (email: string) =>
    startApp({ STANDPIPE_OPERATOR_EMAIL: email, STANDPIPE_OPERATOR_PASSWORD: password });
  const app = await named('Chief@Example.org');
  expect(await start(app)).toEqual({ said: 'The first operator is chief@example.org.', token: '' });
  const session = await signIn(app.base, 'chief@example.org', password);
  expect((await session.get('/me')).body.operator).toBe(true);
  const config = { ...app.house.config, operator: { email: 'usurper@example.org', password } };
  await ensureFirstOperator({ ...app.house, config }, () => {});
  expect((await signIn(app.base, 'usurper@example.org', password)).status).toBe(401);
});

test('a password that an agency handed out for the address of the first operator makes nobody an operator', async () => {
  const app = await startApp({
    STANDPIPE_OPERATOR_EMAIL: 'ann@example.org',
    STANDPIPE_OPERATOR_PASSWORD: 'another long one',
  });
  const north = await (await openWorld(app)).agency('North');
  await north.admin.post('/admin/users', { name: 'Ann', email: 'ann@example.org', password, roles: [] });
  await start(app);
  const user = await signIn(app.base, 'ann@example.org', password);
  expect((await user.get('/me')).body).toMatchObject({ operator: false, agency: { id: north.id } });
  const operator = await signIn(app.base, 'ann@example.org', 'another long one');
  expect((await operator.get('/me')).body).toMatchObject({ operator: true, agency: null });
});

test('an operator whom nobody could sign in as stops the start with a sentence that names the setting', async () => {
  const app = await startApp();
  const start = (email: string, password: string) =>
    ensureFirstOperator(
      { ...app.house, config: { ...app.house.config, operator: { email, password } } },
      () => {},
    );
  await expect(start('op@localhost', password)).rejects.toThrow(
    new ConfigError('STANDPIPE_OPERATOR_EMAIL cannot be used: it is not an e-mail address.'),
  );
  await expect(start('op@example.org', 'short')).rejects.toThrow(
    new ConfigError('STANDPIPE_OPERATOR_PASSWORD cannot be used: it must be 8 to 200 characters.'),
  );
});
