import { openClient, send } from '../client.ts';
import { remark, settle } from '../findings.ts';
import { asObject } from '../json.ts';
import { settleProblem } from '../problem.ts';
import { type Bench, guard, readVersion, refuse, writePermit } from './bench.ts';

async function refuseTypes(bench: Bench): Promise<void> {
  const ifMatch = await readVersion(bench, bench.permit);
  const raw = JSON.stringify(writePermit(bench));
  const bytes = new TextEncoder().encode(raw);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'text/json']) {
    await refuse(bench, 'POST', '/permits', { raw, type }, 415, { note: type });
    await refuse(bench, 'PATCH', bench.permit, { raw: '{}', type, ifMatch }, 415, { note: type });
  }
  await refuse(bench, 'POST', '/permits', { raw: bytes, type: null }, 415, { note: 'no type' });
  await refuse(bench, 'POST', '/permits', { raw, type: 'multipart/form-data; boundary=x' }, 415);
  const unknown = '/permits/01890000-0000-7000-8000-000000000006';
  const note = 'the record comes before the type';
  await refuse(bench, 'PATCH', unknown, { raw: 'x', type: 'text/plain', ifMatch: 1 }, 404, { note });
  const merge = { body: {}, type: 'application/merge-patch+json; charset=utf-8', ifMatch };
  const idle = await send(bench.client, 'PATCH', bench.permit, merge);
  settle(bench.findings, idle.status === 200, idle.call, 200, idle.text);
}

async function refuseMethods(bench: Bench): Promise<void> {
  const wanted = { code: 'method_not_allowed' };
  const calls: [string, string][] = [
    ['PUT', '/permits'],
    ['PATCH', '/permits'],
    ['DELETE', '/permits'],
    ['POST', bench.permit],
    ['PUT', bench.permit],
    ['POST', '/me'],
    ['DELETE', '/search'],
    ['DELETE', '/admin/client-data-sharing'],
    ['POST', '/admin/user-data-sharing'],
    ['GET', '/access/explain'],
  ];
  for (const [method, path] of calls) {
    const call = method === 'GET' || method === 'DELETE' ? {} : { body: {}, ifMatch: 1 };
    await refuse(bench, method, path, call, 405, wanted);
  }
}

async function refuseSizes(bench: Bench): Promise<void> {
  const ifMatch = await readVersion(bench, bench.permit);
  const large = `{"description":"${'x'.repeat(1024 * 1024 + 2000)}"}`;
  for (const [method, path] of [
    ['POST', '/permits'],
    ['PATCH', bench.permit],
  ] as const) {
    let reply = await send(bench.client, method, path, { raw: large, ifMatch });
    // A server may hang up on a body it will not read; its answer can then be lost on the way.
    for (let again = 0; again < 3 && reply.status === 0; again += 1) {
      reply = await send(bench.client, method, path, { raw: large, ifMatch });
    }
    settleProblem(bench.findings, { ...reply, call: `${reply.call} (1 MiB and more)` }, 413);
  }
}

async function refuseVersions(bench: Bench): Promise<void> {
  const version = await readVersion(bench, bench.permit);
  for (const path of [bench.permit, bench.inspection, bench.place]) {
    await refuse(bench, 'PATCH', path, { body: { withheld: false } }, 428);
    await refuse(bench, 'DELETE', path, {}, 428);
    for (const ifMatch of [version + 1000, 0]) {
      await refuse(bench, 'PATCH', path, { body: { withheld: false }, ifMatch }, 412);
      await refuse(bench, 'DELETE', path, { ifMatch }, 412);
    }
  }
  for (const ifMatch of ['nonsense', '""', '"nonsense"', `"${'9'.repeat(40)}"`, '"-1"', '"1e0"']) {
    await refuse(bench, 'PATCH', bench.permit, { body: { description: 'x' }, ifMatch }, [400, 412]);
  }
}

async function surviveForeignOrigin(bench: Bench): Promise<void> {
  const stranger = openClient(bench.client.base, 'foreign page');
  for (const [name, value] of bench.client.jar) stranger.jar.set(name, value);
  const headers = { origin: 'https://elsewhere.example' };
  const reply = await send(stranger, 'POST', '/permits', { body: writePermit(bench), headers });
  if (reply.status === 201) {
    remark(bench.findings, 'a write with a session cookie and a foreign Origin is taken');
    const path = `/permits/${asObject(reply.body).id}`;
    await send(bench.client, 'DELETE', path, { ifMatch: 1 });
  } else settle(bench.findings, reply.status < 500, reply.call, 'a refusal', reply.text);
}

/** Bad content types, methods, sizes and versions. */
export async function checkBadTransport(bench: Bench): Promise<void> {
  await guard(bench, 'content types', () => refuseTypes(bench));
  await guard(bench, 'methods', () => refuseMethods(bench));
  await guard(bench, 'sizes', () => refuseSizes(bench));
  await guard(bench, 'versions', () => refuseVersions(bench));
  await surviveForeignOrigin(bench);
}
