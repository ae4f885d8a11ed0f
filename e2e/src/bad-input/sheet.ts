import { clientSheet, readRowVersion, readTableVersion, userSheet } from '../build/sheets.ts';
import { send } from '../client.ts';
import { settle } from '../findings.ts';
import type { Json } from '../json.ts';
import { noClientLevels, noUserLevels } from '../levels.ts';
import { type Bench, guard, refuse } from './bench.ts';

async function refuseRequirement(bench: Bench): Promise<void> {
  const { stage, client, findings } = bench;
  const row = `${clientSheet}/${stage.b.id}`;
  const ifMatch = await readRowVersion(client, stage.b.id);
  for (const prePlans of ['view', 'edit']) {
    const levels = { ...noClientLevels, hydrants: 'view', prePlans };
    const reply = await refuse(bench, 'PUT', row, { body: { levels }, ifMatch }, 422);
    settle(findings, /address/i.test(reply.text), reply.call, 'a message that names the fix', reply.text);
  }
  const bulk = { partnerIds: [stage.b.id, stage.c.id], levels: { prePlans: 'view', hydrants: 'edit' } };
  const reply = await refuse(bench, 'POST', `${clientSheet}/bulk`, { body: bulk }, 422);
  for (const partner of [stage.b, stage.c]) {
    const named = reply.text.includes(partner.id) || reply.text.includes(partner.name);
    settle(findings, named, reply.call, `the answer names ${partner.name}`, reply.text);
  }
}

/** With Pre-Plans up for one partner, Address cannot be lowered, alone or in bulk. */
async function refuseLowering(bench: Bench): Promise<void> {
  const { stage, client, findings } = bench;
  const row = `${clientSheet}/${stage.b.id}`;
  const up = { ...noClientLevels, address: 'view', prePlans: 'view' };
  const saved = await send(client, 'PUT', row, {
    body: { levels: up },
    ifMatch: await readRowVersion(client, stage.b.id),
  });
  settle(findings, saved.status === 200 || saved.status === 204, saved.call, 200, saved.text);
  await guard(bench, 'lowering Address', async () => {
    const ifMatch = await readRowVersion(client, stage.b.id);
    await refuse(bench, 'PUT', row, { body: { levels: { ...up, address: 'none' } }, ifMatch }, 422);
    await refuse(bench, 'PUT', row, { body: { levels: up } }, 428);
    await refuse(bench, 'PUT', row, { body: { levels: up }, ifMatch: ifMatch + 7 }, 412);
    const body = { partnerIds: [stage.c.id, stage.b.id], levels: { address: 'none', hydrants: 'view' } };
    const reply = await refuse(bench, 'POST', `${clientSheet}/bulk`, { body }, 422);
    const named = reply.text.includes(stage.b.id) || reply.text.includes(stage.b.name);
    settle(findings, named, reply.call, `the answer names ${stage.b.name}`, reply.text);
  });
  const down = { levels: noClientLevels };
  await send(client, 'PUT', row, { body: down, ifMatch: await readRowVersion(client, stage.b.id) });
}

async function refuseLevels(bench: Bench): Promise<void> {
  const { stage, client } = bench;
  const row = `${clientSheet}/${stage.b.id}`;
  const ifMatch = await readRowVersion(client, stage.b.id);
  const bad: Json[] = [
    { address: 'edit' },
    { communityConnect: 'edit' },
    { hydrants: 'transfer' },
    { messaging: 'view' },
    { command: 'edit' },
    { address: 'View Only' },
    { address: 'VIEW' },
    { address: null },
    { address: true },
    { permits: 'view' },
    { nonsense: 'view' },
  ];
  for (const wrong of bad) {
    const levels = { ...noClientLevels, ...wrong };
    await refuse(bench, 'PUT', row, { body: { levels }, ifMatch }, 400, { errors: true });
    const body = { partnerIds: [stage.b.id], levels: wrong };
    await refuse(bench, 'POST', `${clientSheet}/bulk`, { body }, 400, { errors: true });
  }
  const version = await readTableVersion(client);
  for (const wrong of [
    { permits: 'edit' },
    { inspections: 'edit' },
    { addressShareModule: 'view' },
    { addressShareModule: 'Permit' },
    { addressShareModule: null },
    { address: 'view' },
  ]) {
    const items = [{ partnerId: stage.b.id, levels: { ...noUserLevels, ...wrong } }];
    await refuse(bench, 'PUT', userSheet, { body: { items }, ifMatch: version }, 400, { errors: true });
  }
}

async function refusePartners(bench: Bench): Promise<void> {
  const { stage, client } = bench;
  const levels = { ...noClientLevels, address: 'view' };
  const unknown = '01890000-0000-7000-8000-000000000007';
  for (const partner of [unknown, stage.a.id]) {
    await refuse(bench, 'PUT', `${clientSheet}/${partner}`, { body: { levels }, ifMatch: 0 }, 404);
  }
  const body = { partnerIds: [stage.b.id, unknown], levels: { hydrants: 'view' } };
  await refuse(bench, 'POST', `${clientSheet}/bulk`, { body }, 404);
  const version = await readTableVersion(client);
  const item = { partnerId: stage.b.id, levels: { ...noUserLevels, permits: 'view' } };
  await refuse(bench, 'PUT', userSheet, { body: { items: [item] } }, 428);
  await refuse(bench, 'PUT', userSheet, { body: { items: [item] }, ifMatch: version + 5 }, 412);
  const some = [400, 404, 409, 422];
  await refuse(bench, 'PUT', userSheet, { body: { items: [item, item] }, ifMatch: version }, some);
  const strange = { ...item, partnerId: unknown };
  await refuse(bench, 'PUT', userSheet, { body: { items: [item, strange] }, ifMatch: version }, some);
  const self = { ...item, partnerId: stage.a.id };
  await refuse(bench, 'PUT', userSheet, { body: { items: [item, self] }, ifMatch: version }, some);
  const dates = { startsAt: '2025-02-30T00:00:00Z' };
  await refuse(bench, 'PUT', userSheet, { body: { items: [{ ...item, ...dates }] }, ifMatch: version }, 400);
  const preview = { sheet: 'nonsense', changes: [] };
  await refuse(bench, 'POST', '/admin/sharing/preview', { body: preview }, 400);
}

/** Previews are questions: whatever they ask, nothing is stored. */
async function askPreviews(bench: Bench): Promise<void> {
  const { stage, client, findings } = bench;
  const changes = [{ partnerId: stage.b.id, levels: { ...noUserLevels, permits: 'view' } }];
  const reply = await send(client, 'POST', '/admin/sharing/preview', { body: { sheet: 'user', changes } });
  settle(findings, reply.status === 200, reply.call, 200, reply.text);
}

/** Bad saves of both sheets. */
export async function checkBadSheets(bench: Bench): Promise<void> {
  await guard(bench, 'Pre-Plans without Address', () => refuseRequirement(bench));
  await refuseLowering(bench);
  await guard(bench, 'level names', () => refuseLevels(bench));
  await guard(bench, 'partners and versions', () => refusePartners(bench));
  await guard(bench, 'previews', () => askPreviews(bench));
}
