import { connect } from 'node:net';
import { builtInRoles } from '@standpipe/policy';
import { describe, expect, test } from 'vitest';
import { startApp } from '../app.ts';
import { sessionOf } from '../session.ts';
import { caller, openWorld } from '../world.ts';

const app = await startApp();
const world = await openWorld(app);

/** Sends a request as it is written, which clients would put right. */
function raw(lines: readonly string[]): Promise<number> {
  const { hostname, port } = new URL(app.base);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    let answer = '';
    socket.on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('close', () => resolve(Number(answer.split(' ')[1])));
    socket.on('error', reject);
  });
}

describe('a page of another site that sends somebody’s cookie', () => {
  const foreign = ['Origin: https://evil.example', 'Sec-Fetch-Site: cross-site', 'Connection: close'];

  test.each([
    '/api/v1/notices/read',
    '/%61pi/v1/notices/read',
    '/ap%69/v1/notic%65s/read',
    'http://x/api/v1/notices/read',
  ])('changes nothing by the path %s', async (path) => {
    const one = await world.agency('One FD');
    const cookie = await sessionOf(app, world, one.admin);
    const { host } = new URL(app.base);
    const head = [`POST ${path} HTTP/1.1`, `Host: ${host}`, `Cookie: ${cookie}`];
    const body = ['Content-Type: application/json', 'Content-Length: 2', '', '{}'];
    expect(await raw([...head, 'Connection: close', ...body])).toBe(204);
    expect(await raw([...head, ...foreign, ...body])).toBe(403);
    expect(await raw([...head, ...foreign, 'Authorization: Basic eDp5', ...body])).toBe(403);
  });
});

describe('an API key', () => {
  test('does not carry the power of an operator, which is no permission of its membership', async () => {
    const one = await world.agency('One FD');
    const user = await world.user(one, ['FD Permits - Read']);
    await world.sql.query('update person set operator = true where id = $1', [user.personId]);
    const session = caller(app.base, { cookie: await sessionOf(app, world, user) });
    expect((await session.get('/operator/agencies')).status).toBe(200);
    expect((await session.get('/me')).body.operator).toBe(true);
    expect((await user.get('/me')).body.operator).toBe(false);
    for (const answer of [
      await user.get('/operator/agencies'),
      await user.patch(`/operator/agencies/${one.id}`, { active: false }, { ifMatch: 1 }),
      await user.post('/operator/agencies', { name: 'Mine', state: 'IL', countyFips: '17097' }),
    ])
      expect([answer.status, answer.body.code]).toEqual([403, 'not_allowed']);
  });

  test('makes no other key, which would outlive it', async () => {
    const one = await world.agency('One FD');
    const user = await world.user(one, ['FD Permits - Read']);
    const wanted = { name: 'spare', permissions: ['FD Permits - Read'] };
    const answer = await user.post('/me/api-keys', wanted);
    expect([answer.status, answer.body.code]).toEqual([403, 'not_allowed']);
    const session = caller(app.base, { cookie: await sessionOf(app, world, user) });
    expect((await session.post('/me/api-keys', wanted)).status).toBe(201);
    const { rows } = await world.sql.query('select from api_key where membership_id = $1', [
      user.membershipId,
    ]);
    expect(rows).toHaveLength(2);
  });

  test('is no session: it neither lists nor ends any, and changes no password', async () => {
    const one = await world.agency('One FD');
    const key = await world.user(one, [...builtInRoles.Administrator!]);
    for (const answer of [
      await key.get('/me/sessions'),
      await key.post('/me/sign-out-everywhere'),
      await key.post('/me/membership', { agencyId: one.id }),
      await key.post('/me/password', { current: 'x', new: 'ladder-and-hose-7' }),
    ])
      expect(answer.status).toBe(403);
  });
});
