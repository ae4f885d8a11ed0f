import { readMe } from '../build/people.ts';
import { adminClient, adminOf, clientOf, listActive, type World } from '../build/state.ts';
import { openClient, send, signIn } from '../client.ts';
import { remark, settle } from '../findings.ts';
import { asList, asText, dig, isSame } from '../json.ts';
import { findAgency, listActing } from '../model.ts';
import { settleProblem } from '../problem.ts';

async function checkMe(world: World): Promise<void> {
  const { model, findings } = world;
  for (const user of listActing(model)) {
    const me = await readMe(clientOf(world, user));
    const permissions = asList(me.permissions).map(String);
    const call = `${user.email}: GET /me`;
    const wanted = [...user.permissions].sort();
    settle(findings, isSame([...permissions].sort(), wanted), call, wanted, permissions);
    settle(findings, dig(me, 'agency.id') === user.agency, call, user.agency, me.agency);
    settle(findings, asText(dig(me, 'user.email')) === user.email, call, user.email, me.user);
    settle(findings, me.operator === false, call, 'no operator', me.operator);
    const { features } = findAgency(model, user.agency);
    settle(findings, isSame(me.features, features), call, features, me.features);
  }
  const operator = await readMe(world.operator);
  settle(findings, operator.operator === true, 'operator: GET /me', true, operator);
}

async function checkShutOut(world: World): Promise<void> {
  const { model, findings } = world;
  const asleep = model.users.filter((user) => !user.active || !findAgency(model, user.agency).active);
  for (const user of asleep) {
    for (const path of ['/me', '/permits', '/search?q=x']) {
      settleProblem(findings, await send(clientOf(world, user), 'GET', path), 401);
    }
  }
}

async function checkStrangers(world: World): Promise<void> {
  const { findings } = world;
  const nobody = openClient(world.base, 'nobody');
  const paths = [
    '/me',
    '/permits',
    '/places',
    '/inspections',
    '/search?q=x',
    '/admin/users',
    '/operator/agencies',
  ];
  for (const path of paths) settleProblem(findings, await send(nobody, 'GET', path), 401);
  const headers = { authorization: 'Bearer not-a-key' };
  settleProblem(findings, await send(nobody, 'GET', '/permits', { headers }), 401);
  settleProblem(findings, await send(nobody, 'POST', '/permits', { body: {} }), 401);
  const { email } = adminOf(world, listActive(world)[0] as string);
  const body = { email, password: 'wrong-password-0' };
  const reply = await send(nobody, 'POST', '/api/auth/sign-in/email', { body });
  const refused = [400, 401, 403].includes(reply.status) && nobody.jar.size === 0;
  settle(findings, refused, reply.call, 'a wrong password is refused', reply.text);
}

async function checkOperatorDoor(world: World): Promise<void> {
  const { findings } = world;
  const agency = listActive(world)[0] as string;
  const admin = adminClient(world, agency);
  const calls: [string, string, unknown][] = [
    ['GET', '/operator/agencies', undefined],
    ['POST', '/operator/agencies', { name: 'X', state: 'OH', countyFips: '39001' }],
    ['GET', `/operator/agencies/${agency}`, undefined],
    ['PATCH', `/operator/agencies/${agency}`, { features: { userDataSharing: true } }],
    ['GET', '/operator/links', undefined],
    ['POST', '/operator/links', { agencies: [agency, agency] }],
    [
      'POST',
      `/operator/agencies/${agency}/users`,
      { name: 'X', email: 'x@example.com', role: 'Administrator' },
    ],
  ];
  for (const [method, path, body] of calls) {
    const reply = await send(admin, method, path, body === undefined ? {} : { body });
    settleProblem(findings, reply, 403, { code: 'not_allowed' });
  }
}

async function checkGuests(world: World): Promise<void> {
  const { model, findings } = world;
  for (const { email, password, home, other } of world.guests) {
    const person = model.users.find((user) => user.email === email);
    if (!person?.active || !findAgency(model, other).active || !findAgency(model, home).active) continue;
    const client = await signIn(world.base, email, password);
    for (const agencyId of [other, home, other]) {
      const reply = await send(client, 'POST', '/me/membership', { body: { agencyId } });
      if (reply.status >= 400) {
        remark(findings, `switching to a second membership answers ${reply.status}`);
        return;
      }
      const me = await readMe(client);
      settle(findings, dig(me, 'agency.id') === agencyId, `${reply.call}, then GET /me`, agencyId, me);
      const wanted =
        agencyId === other ? ['Addresses - Read', 'FD Permits - Read'] : [...person.permissions].sort();
      const got = asList(me.permissions).map(String).sort();
      settle(findings, isSame(got, wanted), `${reply.call}, then GET /me`, wanted, got);
    }
  }
  const stranger = listActive(world)[1];
  const client = adminClient(world, listActive(world)[0] as string);
  const reply = await send(client, 'POST', '/me/membership', { body: { agencyId: stranger } });
  const me = await readMe(client);
  settle(findings, reply.status >= 400 && reply.status < 500, reply.call, 'refused', reply.text);
  settle(findings, dig(me, 'agency.id') !== stranger, `${reply.call}, then GET /me`, 'own agency', me);
}

/** Who one is, who is shut out, and who may use the operator's door. */
export async function checkIdentities(world: World): Promise<void> {
  await checkMe(world);
  await checkShutOut(world);
  await checkStrangers(world);
  await checkOperatorDoor(world);
  await checkGuests(world);
}
