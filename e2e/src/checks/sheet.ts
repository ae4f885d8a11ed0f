import { clientSheet, userSheet } from '../build/sheets.ts';
import { adminClient, clientOf, listActive, type World } from '../build/state.ts';
import { type Reply, send } from '../client.ts';
import { settle, settleSet } from '../findings.ts';
import { asList, asObject, asText, dig, isSame, type Json } from '../json.ts';
import { noClientLevels } from '../levels.ts';
import { findAgency, listActing, nameRow, type Row } from '../model.ts';
import { isClientOpen, isListed, isUserOpen, readClientLevels, readUserLevels } from '../oracle.ts';
import { settleProblem } from '../problem.ts';

function isCurrent(row: Row<unknown>): boolean {
  const now = Date.now();
  const started = row.startsAt === null || Date.parse(row.startsAt) <= now;
  return started && (row.endsAt === null || Date.parse(row.endsAt) > now);
}

function sameDay(left: unknown, right: string | null): boolean {
  if (right === null) return left === null || left === undefined;
  return typeof left === 'string' && Date.parse(left) === Date.parse(right);
}

function isAllNone(levels: object): boolean {
  return Object.values(levels).every((level) => level === 'none');
}

function findRowFaults(item: Json, row: Row<object>, open: boolean, theirs: object): string[] {
  const faults: string[] = [];
  if (!isSame(item.levels, row.levels)) faults.push('levels are not as stored');
  if (!isSame(item.theirLevels, theirs)) faults.push(`theirLevels should be ${JSON.stringify(theirs)}`);
  if (!sameDay(item.startsAt, row.startsAt)) faults.push(`startsAt should be ${row.startsAt}`);
  if (!sameDay(item.endsAt, row.endsAt)) faults.push(`endsAt should be ${row.endsAt}`);
  if (isAllNone(row.levels)) return faults;
  const inForce = open && isCurrent(row);
  if (item.inForce !== inForce) faults.push(`inForce should be ${inForce}`);
  if (!inForce && asText(item.why) === '') faults.push('not in force without a why');
  return faults;
}

function isFeatureOff(world: World, reply: Reply, on: boolean): boolean {
  if (on || reply.status !== 403) return false;
  settleProblem(world.findings, reply, 403, { code: 'feature_off' });
  return true;
}

async function checkClientSheet(world: World, agency: string): Promise<void> {
  const { model, findings } = world;
  const reply = await send(adminClient(world, agency), 'GET', clientSheet);
  if (isFeatureOff(world, reply, findAgency(model, agency).features.clientDataSharing)) return;
  if (!settle(findings, reply.status === 200, reply.call, 200, reply.text)) return;
  const items = asList(asObject(reply.body).items).map(asObject);
  const listed = [...model.agencies.keys()].filter((partner) => isListed(model, agency, partner));
  const name = (id: string): string => model.agencies.get(id)?.name ?? id;
  settleSet(
    findings,
    reply.call,
    listed,
    items.map((item) => asText(dig(item, 'partner.id'))),
    name,
  );
  for (const item of items) {
    const partner = asText(dig(item, 'partner.id'));
    if (!listed.includes(partner)) continue;
    const row = model.clientRows.get(nameRow(agency, partner)) ?? {
      levels: noClientLevels,
      startsAt: null,
      endsAt: null,
    };
    const theirs = readClientLevels(model, partner, agency);
    const faults = findRowFaults(item, row, isClientOpen(model, agency, partner), theirs);
    const linked = model.links.some(
      ({ agencies }) => agencies.includes(agency) && agencies.includes(partner),
    );
    const near = findAgency(model, agency).counties.some((county) =>
      findAgency(model, partner).counties.includes(county),
    );
    const because = [near ? 'same_county' : '', linked ? 'linked' : ''];
    if (!because.includes(asText(item.listedBecause))) faults.push(`listedBecause ${item.listedBecause}`);
    settle(findings, faults.length === 0, `${reply.call} row ${name(partner)}`, 'the stored row', {
      faults,
      item,
    });
  }
}

function listReaders(world: World, agency: string, permission: string): { sure: boolean; any: boolean } {
  const holders = world.model.users.filter(
    (user) => user.agency === agency && user.permissions.has(permission),
  );
  const awake = findAgency(world.model, agency).active;
  return { sure: awake && holders.some((user) => user.active), any: holders.length > 0 };
}

async function checkUserSheet(world: World, agency: string): Promise<void> {
  const { model, findings } = world;
  const reply = await send(adminClient(world, agency), 'GET', userSheet);
  if (isFeatureOff(world, reply, findAgency(model, agency).features.userDataSharing)) return;
  if (!settle(findings, reply.status === 200, reply.call, 200, reply.text)) return;
  const body = asObject(reply.body);
  settle(findings, Number.isInteger(body.version), reply.call, 'a version', body.version);
  const items = asList(body.items).map(asObject);
  const stored = [...model.agencies.keys()].filter((partner) => model.userRows.has(nameRow(agency, partner)));
  const name = (id: string): string => model.agencies.get(id)?.name ?? id;
  settleSet(
    findings,
    reply.call,
    stored,
    items.map((item) => asText(dig(item, 'partner.id'))),
    name,
  );
  for (const item of items) {
    const partner = asText(dig(item, 'partner.id'));
    const row = model.userRows.get(nameRow(agency, partner));
    if (!row) continue;
    const theirs = readUserLevels(model, partner, agency);
    const faults = findRowFaults(item, row, isUserOpen(model, agency, partner), theirs);
    for (const [module, permission] of [
      ['permits', 'FD Permits - Read'],
      ['inspections', 'Fire Inspections - Read'],
    ] as const) {
      const { sure, any } = listReaders(world, partner, permission);
      const said = dig(item, `partnerCanRead.${module}`);
      if (said !== sure && said !== any) faults.push(`partnerCanRead.${module} ${said}`);
    }
    settle(findings, faults.length === 0, `${reply.call} row ${name(partner)}`, 'the stored row', {
      faults,
      item,
    });
  }
}

async function checkCandidates(world: World, agency: string): Promise<void> {
  const { model, findings } = world;
  if (!findAgency(model, agency).features.userDataSharing) return;
  for (const other of [...model.agencies.values()]
    .filter((one) => one.id !== agency && one.active)
    .slice(0, 3)) {
    const reply = await send(adminClient(world, agency), 'GET', `${userSheet}/candidates?q=${other.token}`);
    const items = asList(asObject(reply.body).items ?? reply.body).map(asObject);
    const onSheet = model.userRows.has(nameRow(agency, other.id));
    const found = items.some((item) => item.id === other.id || dig(item, 'partner.id') === other.id);
    settle(findings, reply.status === 200 && (found || onSheet), reply.call, other.name, reply.text);
    settle(findings, items.length <= 20, reply.call, 'at most 20', items.length);
  }
}

/** Both sheets of every agency against what was stored, and refusals to those without the sheet's permission. */
export async function checkSheets(world: World): Promise<void> {
  for (const agency of listActive(world)) {
    await checkClientSheet(world, agency);
    await checkUserSheet(world, agency);
    await checkCandidates(world, agency);
  }
  for (const user of listActing(world.model)) {
    for (const [path, permission] of [
      [clientSheet, 'Admin - Client Data Sharing'],
      [userSheet, 'Admin - User Data Sharing'],
    ] as const) {
      if (user.permissions.has(permission)) continue;
      const reply = await send(clientOf(world, user), 'GET', path);
      settleProblem(world.findings, reply, 403, { code: 'not_allowed', missing: [permission] });
    }
  }
}
