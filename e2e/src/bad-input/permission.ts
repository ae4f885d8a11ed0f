import { createUser } from '../build/people.ts';
import { readTableVersion, readUserRows, userSheet, writeTable } from '../build/sheets.ts';
import { adminOf, clientOf } from '../build/state.ts';
import { send } from '../client.ts';
import { remark, settle } from '../findings.ts';
import { asList, asObject, dig, type Json } from '../json.ts';
import { allPermissions, noUserLevels, type UserLevels } from '../levels.ts';
import { settleProblem } from '../problem.ts';
import { walkList } from '../walk.ts';
import { type Bench, guard, refuse } from './bench.ts';

async function readUser(bench: Bench, id: string): Promise<Json> {
  const walk = await walkList(bench.client, '/admin/users', {}, 200);
  return walk.items.find((item) => item.id === id) ?? {};
}

/** The last administrator stays: neither switched off nor stripped of the role. */
async function refuseLastAdministrator(bench: Bench): Promise<void> {
  const { world, a } = bench.stage;
  const admin = adminOf(world, a.id);
  const current = await readUser(bench, admin.id);
  const ifMatch = Number(current.version);
  const roles = asList(asObject((await send(bench.client, 'GET', '/admin/roles')).body).items).map(asObject);
  const viewer = roles.find((role) => role.name === 'Viewer');
  settle(bench.findings, viewer !== undefined, 'GET /admin/roles', 'the built-in Viewer', roles);
  const path = `/admin/users/${admin.id}`;
  await refuse(bench, 'PATCH', path, { body: { active: false }, ifMatch }, 409);
  await refuse(bench, 'PATCH', path, { body: { roles: [viewer?.id] }, ifMatch }, 409);
  await refuse(bench, 'PATCH', path, { body: { active: false } }, 428);
}

/** Nobody gives a permission away that they do not hold. */
async function refuseGifts(bench: Bench): Promise<void> {
  const { world, a } = bench.stage;
  const held = ['Admin - Users', 'FD Permits - Read', 'Addresses - Read'];
  const clerk = await createUser(world, a.id, 'user clerk', held);
  if (!clerk) return;
  const client = clientOf(world, clerk);
  const gift = await send(client, 'POST', '/admin/roles', {
    body: { name: 'Too much', permissions: ['FD Permits - Read', 'Admin - Audit'] },
  });
  settle(bench.findings, [403, 422].includes(gift.status), gift.call, '403', gift.text);
  const fair = await send(client, 'POST', '/admin/roles', {
    body: { name: `Fair ${world.random.token()}`, permissions: ['FD Permits - Read'] },
  });
  settle(bench.findings, fair.status === 201, fair.call, 201, fair.text);
  const listed = asList(asObject((await send(client, 'GET', '/admin/roles')).body).items).map(asObject);
  const administrator = listed.find((role) => role.name === 'Administrator');
  const own = await readUser(bench, clerk.id);
  const raise = await send(client, 'PATCH', `/admin/users/${clerk.id}`, {
    body: { roles: [administrator?.id] },
    ifMatch: Number(own.version),
  });
  settle(bench.findings, [403, 409, 422].includes(raise.status), raise.call, '403', raise.text);
  const me = asObject((await send(client, 'GET', '/me')).body);
  const got = asList(me.permissions).map(String).sort();
  settle(bench.findings, got.join() === [...held].sort().join(), `${raise.call}, then GET /me`, held, got);
  const unknown = { name: 'Strange', permissions: ['Everything - Read'] };
  await refuse(bench, 'POST', '/admin/roles', { body: unknown }, 400);
}

/** Permit and Address Share levels take `FD Permits - Read` besides the sheet's permission; Inspections does not. */
async function refuseSheetClerk(bench: Bench): Promise<void> {
  const { world, a, b, c } = bench.stage;
  const clerk = await createUser(
    world,
    a.id,
    'clerk',
    allPermissions.filter((name) => name !== 'FD Permits - Read'),
  );
  if (!clerk) return;
  const client = clientOf(world, clerk);
  const save = async (partner: string, levels: Partial<UserLevels> | null) => {
    const rows = readUserRows(world, a.id);
    const stored = rows.get(partner)?.levels ?? noUserLevels;
    if (levels === null) rows.delete(partner);
    else rows.set(partner, { levels: { ...stored, ...levels }, startsAt: null, endsAt: null });
    const ifMatch = await readTableVersion(bench.client);
    const reply = await send(client, 'PUT', userSheet, { body: writeTable(rows), ifMatch });
    return { reply, rows };
  };
  const wanted = { code: 'not_allowed', missing: ['FD Permits - Read'] };
  await guard(bench, 'a clerk without FD Permits - Read', async () => {
    settleProblem(bench.findings, (await save(b.id, { permits: 'view' })).reply, 403, wanted);
    settleProblem(
      bench.findings,
      (await save(b.id, { addressShareModule: 'fireInspection' })).reply,
      403,
      wanted,
    );
  });
  const plain = await save(c.id, { permits: 'none', addressShareModule: 'none', inspections: 'view' });
  settle(bench.findings, [200, 204].includes(plain.reply.status), plain.reply.call, 200, plain.reply.text);
  const admin = await send(bench.client, 'PUT', userSheet, {
    body: writeTable(
      new Map([[b.id, { levels: { ...noUserLevels, permits: 'view' }, startsAt: null, endsAt: null }]]),
    ),
    ifMatch: await readTableVersion(bench.client),
  });
  settle(bench.findings, [200, 204].includes(admin.status), admin.call, 200, admin.text);
  const empty = await send(client, 'PUT', userSheet, {
    body: { items: [] },
    ifMatch: await readTableVersion(bench.client),
  });
  settleProblem(
    bench.findings,
    { ...empty, call: `${empty.call} — removes a row that holds Permit` },
    403,
    wanted,
  );
  const sheet = asObject((await send(bench.client, 'GET', userSheet)).body);
  settle(
    bench.findings,
    asList(sheet.items).length === 1,
    `${empty.call}, then GET`,
    'the row is still there',
    sheet,
  );
}

/** Whether anyone at the partner can read permits at all, on the grantor's sheet: yes, then no. */
async function checkPartnerCanRead(bench: Bench): Promise<void> {
  const { world, b } = bench.stage;
  const look = async (): Promise<unknown> => {
    const sheet = asObject((await send(bench.client, 'GET', userSheet)).body);
    const row = asList(sheet.items).find((item) => dig(item, 'partner.id') === b.id);
    return dig(row, 'partnerCanRead.permits');
  };
  const first = await look();
  settle(bench.findings, first === true, `${userSheet} row ${b.name}`, 'partnerCanRead.permits', first);
  const bare = allPermissions.filter((name) => name !== 'FD Permits - Read');
  const second = await createUser(world, b.id, 'bare administrator', bare);
  if (!second) return;
  const admin = adminOf(world, b.id);
  const walk = await walkList(clientOf(world, second), '/admin/users', {}, 200);
  const current = walk.items.find((item) => item.id === admin.id);
  const reply = await send(clientOf(world, second), 'PATCH', `/admin/users/${admin.id}`, {
    body: { active: false },
    ifMatch: Number(current?.version),
  });
  if (reply.status !== 200) {
    remark(
      bench.findings,
      `an all-but-one administrator switching the first one off answers ${reply.status}`,
    );
    return;
  }
  admin.active = false;
  settleProblem(bench.findings, await send(clientOf(world, admin), 'GET', '/permits'), 401);
  const last = await look();
  settle(bench.findings, last === false, `${userSheet} row ${b.name}`, 'partnerCanRead.permits false', last);
}

/** What takes a permission, asked for without it. */
export async function checkBadPermissions(bench: Bench): Promise<void> {
  await guard(bench, 'last administrator', () => refuseLastAdministrator(bench));
  await refuseGifts(bench);
  await refuseSheetClerk(bench);
  await checkPartnerCanRead(bench);
}
