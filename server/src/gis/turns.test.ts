import cookie from '@fastify/cookie';
import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { startApp } from '../../test/app.ts';
import { openWorld } from '../../test/world.ts';
import { problemOf, replyWithProblem } from '../http/problems.ts';
import { ask, bearer, manyHydrants } from './fixture.gis.ts';
import { takeTurns } from './turns.ts';

const app = await startApp();
const world = await openWorld(app);
const items = '/ogc/collections/hydrants/items';

test('who downloads everything many times at once gets all of it, and others have their turn in between', async () => {
  const [loud, quiet] = [await world.agency('Loud FD'), await world.agency('Quiet FD')];
  await manyHydrants(world, loud, 400);
  await manyHydrants(world, quiet, 10);
  const order: string[] = [];
  const read = async (by: typeof loud, name: string) => {
    const { status, body } = await ask(app, `${items}?limit=400`, { headers: bearer(by.admin) });
    order.push(name);
    return [status, body.numberReturned];
  };
  const all = Promise.all(Array.from({ length: 24 }, () => read(loud, 'loud')));
  expect(await read(quiet, 'quiet')).toEqual([200, 10]);
  for (const each of await all) expect(each).toEqual([200, 400]);
  expect(order.indexOf('quiet')).toBeLessThan(12);
});

test('who hangs up while waiting or reading leaves their place to others', async () => {
  const agency = await world.agency('Leaving FD');
  await manyHydrants(world, agency, 400);
  const headers = bearer(agency.admin);
  for (let turn = 0; turn < 3; turn++) {
    const stop = new AbortController();
    const asked = Array.from({ length: 20 }, () =>
      fetch(`${app.base}${items}?limit=400`, { headers, signal: stop.signal }).then(
        (answer) => answer.text(),
        () => null,
      ),
    );
    setTimeout(() => stop.abort(), 20 + 60 * turn);
    await Promise.allSettled(asked);
  }
  const answers = await Promise.all(
    Array.from({ length: 12 }, () => ask(app, `${items}?limit=1`, { headers })),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(200));
});

test('a request more than may wait is refused, until one of them has its answer', async () => {
  const small = Fastify();
  await small.register(cookie);
  small.setErrorHandler((error, request, reply) =>
    replyWithProblem(problemOf(error, request), request, reply),
  );
  const open: (() => void)[] = [];
  let arrived = 0;
  small.addHook('onRequest', async () => void arrived++);
  takeTurns(small, 'secret', { reading: 1, unsent: 2, waiting: 3 });
  small.get('/', async () => new Promise((resolve) => open.push(() => resolve('read'))));
  const base = await small.listen({ port: 0, host: '127.0.0.1' });
  const asked = [];
  for (let at = 0; at < 5; at++) {
    asked.push(fetch(base));
    await expect.poll(() => arrived).toBe(at + 1);
  }
  const refused = await fetch(base);
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
  for (let at = 0; at < 5; at++) {
    await expect.poll(() => open.length).toBe(at + 1);
    open[at]!();
  }
  const answers = await Promise.all(asked);
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  await small.close();
});
