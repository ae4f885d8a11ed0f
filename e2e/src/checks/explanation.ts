import { adminClient, adminOf, clientOf, describe, drawFor, listActive, type World } from '../build/state.ts';
import { type Reply, send } from '../client.ts';
import { settle } from '../findings.ts';
import { asList, asObject, asText, type Json } from '../json.ts';
import { findAgency, listActing, type Stored, type User } from '../model.ts';
import { type Action, explainAllowed, isParty } from '../oracle/explanation.ts';
import { canView, judgeChange, listMissing, mayAgencyView } from '../oracle.ts';
import { runPool } from '../pool.ts';
import { settleProblem } from '../problem.ts';
import type { Random } from '../random.ts';
import { listLeaks } from './search.ts';

const actions: Action[] = ['view', 'edit', 'delete', 'download', 'email'];
const admins = ['Admin - Client Data Sharing', 'Admin - User Data Sharing', 'Admin - Audit'];

function findShapeFaults(body: Json, allowed: boolean | null): string[] {
  const faults: string[] = [];
  const ways = asList(body.ways).map(asObject);
  if (!Array.isArray(body.ways)) faults.push('ways is no list');
  if (!('needs' in body)) faults.push('no needs');
  if (!('via' in body)) faults.push('no via');
  if (allowed === true && asText(body.via) === '') faults.push('allowed without via');
  const conditions = ways.flatMap((way) => asList(way.conditions).map(asObject));
  for (const way of ways) {
    if (asText(way.name) === '' || !Array.isArray(way.conditions)) faults.push(`way ${JSON.stringify(way)}`);
  }
  for (const condition of conditions) {
    const said = asText(condition.text) !== '' && [true, false, null].includes(condition.met as never);
    if (!said) faults.push(`condition ${JSON.stringify(condition)}`);
  }
  if (allowed === null && !conditions.some((condition) => condition.met === null)) {
    faults.push('allowed is null and no condition is');
  }
  if (allowed === true && ways.length > 0) {
    const open = ways.some((way) => asList(way.conditions).every((one) => asObject(one).met !== false));
    if (!open) faults.push('allowed and every way has a condition that fails');
  }
  return faults;
}

function ask(world: World, user: User, body: Json): Promise<Reply> {
  return send(clientOf(world, user), 'POST', '/access/explain', { body });
}

async function checkAnswer(
  world: World,
  asker: User,
  record: Stored,
  subject: string,
  action: Action,
): Promise<void> {
  const { model, findings } = world;
  const expected = explainAllowed(model, asker.agency, record, subject, action);
  if (expected === undefined) return;
  const reply = await ask(world, asker, {
    record: { kind: record.kind, id: record.id },
    agencyId: subject,
    action,
  });
  const about = `${action} by ${findAgency(model, subject).name} of ${describe(world, record)}`;
  const call = `${reply.call} — ${about}, asked by ${findAgency(model, asker.agency).name}`;
  if (!settle(findings, reply.status === 200, call, 200, reply.text)) return;
  const body = asObject(reply.body);
  settle(findings, body.allowed === expected, call, { allowed: expected }, body);
  const faults = findShapeFaults(body, expected);
  settle(findings, faults.length === 0, call, 'the shape of an explanation', { faults, body });
  const leaks = listLeaks(world, asker, reply.text);
  settle(findings, leaks.length === 0, call, 'nothing of hidden records', leaks);
}

async function checkPerson(world: World, asker: User, person: User, record: Stored): Promise<void> {
  const { model, findings } = world;
  const action = 'edit';
  const reply = await ask(world, asker, {
    record: { kind: record.kind, id: record.id },
    agencyId: person.agency,
    userId: person.id,
    action,
  });
  const call = `${reply.call} — for ${person.profile} about ${describe(world, record)}`;
  if (person.agency !== asker.agency) {
    settle(findings, reply.status >= 400 && reply.status < 500, call, 'own users only', reply.text);
    return;
  }
  if (!settle(findings, reply.status === 200, call, 200, reply.text)) return;
  const byRule = explainAllowed(model, asker.agency, record, person.agency, action);
  if (byRule === undefined) return;
  const expected = person.active ? judgeChange(model, person, record, 'Edit') === 200 : undefined;
  if (expected === undefined) return;
  settle(findings, asObject(reply.body).allowed === expected, call, { allowed: expected }, reply.body);
}

async function checkRefusedAsker(world: World, asker: User, record: Stored): Promise<void> {
  const { model, findings } = world;
  const reply = await ask(world, asker, {
    record: { kind: record.kind, id: record.id },
    agencyId: asker.agency,
    action: 'view',
  });
  const labelled = { ...reply, call: `${reply.call} — ${describe(world, record)}, ${asker.profile}` };
  const isAdmin = admins.some((name) => asker.permissions.has(name));
  if (!isAdmin || listMissing(asker, record.kind, 'Read').length > 0) {
    settleProblem(findings, labelled, 403, { code: 'not_allowed' });
  } else if (!canView(model, asker, record)) settleProblem(findings, labelled, 404);
  else if (!isParty(asker.agency, record)) settleProblem(findings, labelled, 403, { code: 'not_allowed' });
}

function drawThird(random: Random, record: Stored, agencies: string[]): string {
  return random.pick(agencies.filter((agency) => !isParty(agency, record)));
}

/** Explanations to those who may ask, about themselves, partners and third agencies; refusals to the rest. */
export async function checkExplanations(world: World, perAgency: number): Promise<void> {
  const random = drawFor(world, 'explanations');
  const { model } = world;
  const records: Stored[] = [...model.places, ...model.works];
  const subjects = [...model.agencies.keys()];
  for (const agency of listActive(world)) {
    const asker = adminOf(world, agency);
    const parted = records.filter(
      (record) => isParty(agency, record) && mayAgencyView(model, agency, record),
    );
    const foreign = parted.filter(
      (record) => record.kind !== 'place' && record.creator !== record.place.owner,
    );
    const chosen = [...random.sample(foreign, perAgency), ...random.sample(parted, perAgency)];
    const calls = chosen.flatMap((record) => [
      { record, subject: drawThird(random, record, subjects), action: 'view' as Action },
      { record, subject: random.pick(subjects), action: 'view' as Action },
      { record, subject: random.pick(subjects), action: random.pick(actions) },
    ]);
    await runPool(calls, 4, ({ record, subject, action }) =>
      checkAnswer(world, asker, record, subject, action),
    );
    const person = random.pick(model.users);
    const mates = model.users.filter((user) => user.agency === agency);
    for (const record of random.sample(parted, 2)) {
      await checkPerson(world, asker, person, record);
      await checkPerson(world, asker, random.pick(mates), record);
    }
  }
  const askers = listActing(model).flatMap((user) =>
    random.sample(records, 4).map((record) => ({ user, record })),
  );
  await runPool(askers, 4, ({ user, record }) => checkRefusedAsker(world, user, record));
  await checkUnknownRecord(world);
}

async function checkUnknownRecord(world: World): Promise<void> {
  const agency = listActive(world)[0] as string;
  const record = { kind: 'permit', id: '01890000-0000-7000-8000-000000000003' };
  const body = { record, agencyId: agency, action: 'view' };
  const reply = await send(adminClient(world, agency), 'POST', '/access/explain', { body });
  settleProblem(world.findings, reply, 404);
}
