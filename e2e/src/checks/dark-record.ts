import { adminClient, clientOf, drawFor, listActive, type World } from '../build/state.ts';
import { send } from '../client.ts';
import { settle } from '../findings.ts';
import { asList, asObject, asText, dig } from '../json.ts';
import { findAgency, listActing } from '../model.ts';
import { countDark } from '../oracle/administration.ts';
import { mayAgencyView } from '../oracle.ts';
import { settleProblem } from '../problem.ts';

const path = '/admin/dark-records';

async function checkCounts(world: World, agency: string): Promise<void> {
  const { model, findings } = world;
  const reply = await send(adminClient(world, agency), 'GET', path);
  if (reply.status === 403 && !findAgency(model, agency).features.userDataSharing) {
    settleProblem(findings, reply, 403, { code: 'feature_off' });
    return;
  }
  if (!settle(findings, reply.status === 200, reply.call, 200, reply.text)) return;
  const items = asList(asObject(reply.body).items).map(asObject);
  const got = new Map(
    items.map((item) => [
      `${asText(item.kind).replace(/s$/, '')} at ${dig(item, 'placeOwner.id')}`,
      Number(item.count),
    ]),
  );
  const expected = countDark(model, agency);
  const same = got.size === expected.size && [...expected].every(([key, count]) => got.get(key) === count);
  settle(findings, same && items.length === got.size, reply.call, [...expected], items);
}

async function checkExport(world: World, agency: string): Promise<void> {
  const { model, findings } = world;
  const dark = model.works.filter(
    (work) => work.creator === agency && !work.deleted && !mayAgencyView(model, agency, work),
  );
  const reply = await send(adminClient(world, agency), 'POST', `${path}/export`, { body: {} });
  if (reply.status === 403 && !findAgency(model, agency).features.userDataSharing) return;
  const type = reply.headers.get('content-type') ?? '';
  const isCsv = [200, 201].includes(reply.status) && type.startsWith('text/csv');
  if (!settle(findings, isCsv, reply.call, 'CSV', [reply.status, type, reply.text.slice(0, 200)])) return;
  const lacking = dark.filter((work) => work.number !== null && !reply.text.includes(work.number));
  settle(
    findings,
    lacking.length === 0,
    reply.call,
    'every dark number',
    lacking.map((work) => work.number),
  );
  const placed = model.places.filter((place) =>
    [place.id, place.addressToken, place.nameToken].some((word) => reply.text.includes(word)),
  );
  settle(
    findings,
    placed.length === 0,
    reply.call,
    'no place data',
    placed.map((place) => place.id),
  );
  const foreign = model.works.filter(
    (work) => work.creator !== agency && reply.text.includes(work.textToken),
  );
  settle(
    findings,
    foreign.length === 0,
    reply.call,
    'own records only',
    foreign.map((work) => work.id),
  );
}

/** Records that went dark are counted for their creator's admins and can be taken out without place data. */
export async function checkDarkRecords(world: World): Promise<void> {
  for (const agency of listActive(world)) {
    await checkCounts(world, agency);
    await checkExport(world, agency);
  }
  const random = drawFor(world, 'dark');
  const outsiders = listActing(world.model).filter(
    (user) => !user.permissions.has('Admin - User Data Sharing'),
  );
  for (const user of random.sample(outsiders, 4)) {
    const wanted = { code: 'not_allowed', missing: ['Admin - User Data Sharing'] };
    settleProblem(world.findings, await send(clientOf(world, user), 'GET', path), 403, wanted);
    const reply = await send(clientOf(world, user), 'POST', `${path}/export`, { body: {} });
    settleProblem(world.findings, reply, 403, wanted);
  }
}
