import { send } from '../client.ts';
import { remark, settle } from '../findings.ts';
import { type Bench, guard, refuse } from './bench.ts';

const lists = ['/permits', '/inspections', '/places'];

async function refuseQueries(bench: Bench): Promise<void> {
  for (const list of lists) {
    await refuse(bench, 'GET', `${list}?nonsense=1`, {}, 400, { errors: true });
    await refuse(bench, 'GET', `${list}?offset=10`, {}, 400, { errors: true });
    for (const limit of ['0', '201', '-1', 'many', '1.5']) {
      await refuse(bench, 'GET', `${list}?limit=${limit}`, {}, 400);
    }
    for (const sort of ['nonsense', 'agency', '--createdAt', 'createdAt;drop']) {
      await refuse(bench, 'GET', `${list}?sort=${encodeURIComponent(sort)}`, {}, 400);
    }
    const forged = Buffer.from('{"sort":"-createdAt","last":["2024-01-01T00:00:00Z","x"]}').toString(
      'base64url',
    );
    for (const cursor of ['nonsense', 'AAAA', forged, '%00', "'--", 'é']) {
      await refuse(bench, 'GET', `${list}?cursor=${encodeURIComponent(cursor)}`, {}, 400);
    }
    await refuse(bench, 'GET', `${list}?access=everything`, {}, 400);
    await refuse(bench, 'GET', `${list}?q=%00`, {}, 400);
    await refuse(bench, 'GET', `${list}?count=maybe`, {}, 400);
  }
  await refuse(bench, 'GET', '/search?q=x&nonsense=1', {}, 400);
  await refuse(bench, 'GET', '/search?q=a%00b', {}, 400);
  for (const bbox of ['1,2,3', 'a,b,c,d', '-200,0,0,0', '0,-100,1,1']) {
    await refuse(bench, 'GET', `/places?bbox=${bbox}`, {}, 400);
  }
}

/** What the contract leaves open may be refused or answered, but never break the server. */
async function surviveQueries(bench: Bench): Promise<void> {
  const open = [
    '/permits?access=own&access=shared',
    '/permits?limit=1&limit=2',
    '/permits?place=not-an-id',
    '/permits?agency=not-an-id',
    '/permits?status=nonsense',
    '/permits?q=',
    '/permits?q=%ff%fe',
    '/permits?q=%25%5F%27%22%5C;--',
    '/permits?q=a%26b%7Cc%21%28%29%3A%2A',
    `/permits?q=${'x'.repeat(3000)}`,
    '/permits?__proto__=1',
    '/permits?constructor=1',
    '/permits/not-an-id',
    '/permits/%00',
    '/permits/..%2f..%2fme',
    '/places?bbox=1,1,0,0',
  ];
  for (const path of open) {
    const reply = await send(bench.client, 'GET', path);
    const calm = reply.status >= 200 && reply.status < 500;
    settle(bench.findings, calm, reply.call.slice(0, 200), 'no server error', [reply.status, reply.text]);
    if (path.includes('access=own&') && reply.status === 200)
      remark(bench.findings, 'a repeated query key is taken');
  }
  await refuse(bench, 'GET', '/permits?__proto__=1', {}, 400, {
    note: 'an unknown parameter like any other',
  });
  await refuse(bench, 'GET', '/permits?constructor=1', {}, 400, {
    note: 'an unknown parameter like any other',
  });
  await refuse(bench, 'GET', '/nonsense', {}, 404);
}

/** Bad query strings. */
export async function checkBadQueries(bench: Bench): Promise<void> {
  await guard(bench, 'queries', () => refuseQueries(bench));
  await guard(bench, 'open queries', () => surviveQueries(bench));
}
