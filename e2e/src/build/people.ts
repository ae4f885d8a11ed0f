import { type Client, readCreated, send, signInAs } from '../client.ts';
import { remark, settle } from '../findings.ts';
import { asList, asObject, asText, type Json } from '../json.ts';
import { allPermissions } from '../levels.ts';
import { findAgency, type User } from '../model.ts';
import { walkList } from '../walk.ts';
import { adminClient, type World } from './state.ts';

function writePassword(world: World): string {
  return `Pw-${world.random.token()}-${world.random.token()}-7`;
}

/** Reads who a session is, and its permissions. */
export async function readMe(client: Client): Promise<Json> {
  return asObject((await send(client, 'GET', '/me')).body);
}

async function findUserId(client: Client, email: string): Promise<string> {
  const walk = await walkList(client, '/admin/users', {}, 200);
  const found = walk.items.find((item) => asText(item.email).toLowerCase() === email.toLowerCase());
  return asText(found?.id);
}

/** Makes an agency's first administrator as operator, and signs in. */
export async function createAdministrator(world: World, agency: string): Promise<User> {
  const email = `admin.${findAgency(world.model, agency).token}.${world.nonce}@example.com`;
  const password = writePassword(world);
  const body = { name: 'First Administrator', email, password, role: 'Administrator' };
  const reply = await send(world.operator, 'POST', `/operator/agencies/${agency}/users`, { body });
  settle(world.findings, reply.status === 201, reply.call, 201, { status: reply.status, body: reply.text });
  const client = await signInAs(world.base, email, password, agency);
  const me = await readMe(client);
  const permissions = new Set(asList(me.permissions).map(String));
  const lacking = allPermissions.filter((name) => !permissions.has(name));
  settle(world.findings, lacking.length === 0, `${email}: GET /me`, 'every permission', { lacking });
  const id = (await findUserId(client, email)) || asText(asObject(me.user).id);
  const user: User = {
    id,
    agency,
    email,
    password,
    profile: 'administrator',
    permissions,
    active: true,
  };
  world.model.users.push(user);
  world.clients.set(id, client);
  return user;
}

function without(...names: string[]): string[] {
  return allPermissions.filter((permission) => !names.includes(permission));
}

/** Kinds of people that the rules tell apart, by what their role holds. */
export const profiles: Record<string, (world: World) => string[]> = {
  'no permit read': () => without('FD Permits - Read'),
  'no inspection read': () => without('Fire Inspections - Read'),
  'no address read': () => without('Addresses - Read'),
  'reader only': () => allPermissions.filter((name) => name.endsWith(' - Read')),
  'sheet clerk without permits': () => [
    'Admin - User Data Sharing',
    'Admin - Client Data Sharing',
    'Fire Inspections - Read',
    'Addresses - Read',
  ],
  'no sheets': () => without('Admin - Client Data Sharing', 'Admin - User Data Sharing', 'Admin - Audit'),
  'no deletion': () => without('FD Permits - Delete', 'Fire Inspections - Delete', 'Addresses - Delete'),
  random: (world) => allPermissions.filter(() => world.random.chance(0.7)),
};

/** Makes a role in an agency and returns its id. */
async function createRole(world: World, agency: string, permissions: string[]): Promise<string> {
  const client = adminClient(world, agency);
  const name = `Role ${world.random.token()}`;
  const reply = await send(client, 'POST', '/admin/roles', { body: { name, permissions } });
  settle(world.findings, reply.status === 201, reply.call, 201, { status: reply.status, body: reply.text });
  return asText((await readCreated(client, reply)).id);
}

/** Makes a user with a role of just these permissions, and signs in. */
export async function createUser(
  world: World,
  agency: string,
  profile: string,
  permissions: string[],
): Promise<User | null> {
  const admin = adminClient(world, agency);
  const role = await createRole(world, agency, permissions);
  const email = `u.${world.random.token()}.${world.nonce}@example.com`;
  const password = writePassword(world);
  const body = { name: `Person ${world.random.token()}`, email, password, roles: [role] };
  const reply = await send(admin, 'POST', '/admin/users', { body });
  const made = settle(world.findings, reply.status === 201, reply.call, 201, {
    status: reply.status,
    body: reply.text,
  });
  if (!made) return null;
  const id = asText((await readCreated(admin, reply)).id);
  const client = await signInAs(world.base, email, password, agency);
  const user: User = {
    id,
    agency,
    email,
    password,
    profile,
    permissions: new Set(permissions),
    active: true,
  };
  world.model.users.push(user);
  world.clients.set(id, client);
  return user;
}

/** Gives a person of one agency a membership in another; how that is accepted the contract leaves open. */
export async function addGuest(world: World, user: User, other: string): Promise<void> {
  const role = await createRole(world, other, ['FD Permits - Read', 'Addresses - Read']);
  const body = { name: 'Guest', email: user.email, roles: [role] };
  const reply = await send(adminClient(world, other), 'POST', '/admin/users', { body });
  if (reply.status !== 201) {
    remark(world.findings, `a second membership by POST /admin/users answers ${reply.status}`);
    return;
  }
  world.guests.push({ email: user.email, password: user.password, home: user.agency, other });
}

/** Switches a user off or on, as the agency's administrator. */
export async function switchUser(world: World, user: User, active: boolean): Promise<void> {
  const admin = adminClient(world, user.agency);
  const walk = await walkList(admin, '/admin/users', {}, 200);
  const current = walk.items.find((item) => item.id === user.id);
  const reply = await send(admin, 'PATCH', `/admin/users/${user.id}`, {
    body: { active },
    ifMatch: Number(current?.version),
  });
  const done = settle(world.findings, reply.status === 200, reply.call, 200, {
    status: reply.status,
    body: reply.text,
  });
  if (done) user.active = active;
}
