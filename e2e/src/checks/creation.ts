import { adminClient, clientOf, describe, drawFor, listActive, type World } from '../build/state.ts';
import { drawWork, keepWork } from '../build/works.ts';
import { send } from '../client.ts';
import { settle } from '../findings.ts';
import { asText } from '../json.ts';
import { kindPaths, listActing, type Place, type User, type Work } from '../model.ts';
import { judgeCreate, listMissing, mayAgencyCreate, mayAgencyView, readPlaceView } from '../oracle.ts';
import { settleProblem } from '../problem.ts';
import type { Random } from '../random.ts';
import { walkList } from '../walk.ts';

const NOWHERE = '01890000-0000-7000-8000-000000000002';

async function checkCreate(world: World, user: User, kind: Work['kind'], place: Place | null): Promise<void> {
  const { model, findings } = world;
  const target: Place = place ?? { ...(model.places[0] as Place), id: NOWHERE };
  const { body, textToken } = drawWork(world, kind, target);
  const statuses = judgeCreate(model, user, kind, place);
  const client = clientOf(world, user);
  const reply = await send(client, 'POST', kindPaths[kind], { body });
  const call = {
    ...reply,
    call: `${reply.call} — ${place ? describe(world, place) : 'nowhere'}, ${user.profile}`,
  };
  if (!statuses.includes(201)) {
    const missing = listMissing(user, kind, 'Create');
    settleProblem(findings, call, statuses, missing.length > 0 ? { code: 'not_allowed', missing } : {});
    return;
  }
  if (!settle(findings, reply.status === 201, call.call, 201, reply.text)) return;
  settle(findings, reply.headers.get('location') !== null, call.call, 'Location', null);
  await keepWork(world, client, reply, { kind, creator: user.agency, place: target, body, textToken });
}

function choosePlaces(world: World, user: User, kind: Work['kind'], random: Random): (Place | null)[] {
  const { model } = world;
  const groups: Place[][] = [
    model.places.filter((place) => !place.retired && place.owner === user.agency),
    model.places.filter(
      (place) => place.owner !== user.agency && mayAgencyCreate(model, user.agency, kind, place),
    ),
    model.places.filter(
      (place) =>
        readPlaceView(model, user.agency, place) !== 'none' &&
        !mayAgencyCreate(model, user.agency, kind, place),
    ),
    model.places.filter((place) => !place.retired && readPlaceView(model, user.agency, place) === 'none'),
    model.places.filter((place) => place.retired),
    model.places.filter((place) => place.withheld && place.owner !== user.agency),
  ];
  const chosen = groups.flatMap((group) => random.sample(group, 1));
  return random.chance(0.3) ? [...chosen, null] : chosen;
}

/** Creates at own, shared, visible, hidden, retired, withheld and unknown places. */
export async function checkCreations(world: World): Promise<void> {
  const random = drawFor(world, 'creations');
  for (const user of listActing(world.model)) {
    const kind = random.pick(['permit', 'inspection'] as const);
    for (const place of choosePlaces(world, user, kind, random)) await checkCreate(world, user, kind, place);
  }
}

/** A permit's number is taken once per creator, by dark permits too; another agency may use the same. */
export async function checkNumbers(world: World): Promise<void> {
  const random = drawFor(world, 'numbers');
  const { model, findings } = world;
  for (const agency of random.sample(listActive(world), 4)) {
    const home = model.places.find((place) => place.owner === agency && !place.retired);
    if (!home) continue;
    const client = adminClient(world, agency);
    const mine = model.works.filter(
      (work) => work.kind === 'permit' && work.creator === agency && !work.deleted && work.number,
    );
    const dark = mine.filter((work) => !mayAgencyView(model, agency, work));
    for (const work of [...random.sample(dark, 1), ...random.sample(mine, 1)]) {
      const { body } = drawWork(world, 'permit', home);
      const reply = await send(client, 'POST', '/permits', { body: { ...body, number: work.number } });
      settleProblem(findings, reply, 409);
    }
    const taken = model.works.filter((work) => work.creator === agency).map((work) => work.number);
    const foreign = model.works.filter(
      (work) =>
        work.kind === 'permit' && work.creator !== agency && work.number && !taken.includes(work.number),
    );
    for (const work of random.sample(foreign, 1)) {
      const drawn = drawWork(world, 'permit', home);
      const body = { ...drawn.body, number: work.number };
      const reply = await send(client, 'POST', '/permits', { body });
      const call = `${reply.call} — the number is another agency's`;
      if (!settle(findings, reply.status === 201, call, 201, reply.text)) continue;
      const made = {
        kind: 'permit' as const,
        creator: agency,
        place: home,
        body,
        textToken: drawn.textToken,
      };
      await keepWork(world, client, reply, made);
    }
  }
}

/** Records that appear while a list is being walked make no other appear twice or go missing. */
export async function checkSteadyWalk(world: World): Promise<void> {
  const random = drawFor(world, 'steady');
  const { model, findings } = world;
  const agency = random.pick(listActive(world));
  const home = model.places.find((place) => place.owner === agency && !place.retired);
  if (!home) return;
  const client = adminClient(world, agency);
  const before = await walkList(client, '/permits', {}, 200);
  const first = await send(client, 'GET', '/permits?limit=2');
  const page = first.body as { items: { id: string }[]; nextCursor: string | null };
  const drawn = drawWork(world, 'permit', home);
  const reply = await send(client, 'POST', '/permits', { body: drawn.body });
  await keepWork(world, client, reply, {
    kind: 'permit',
    creator: agency,
    place: home,
    body: drawn.body,
    textToken: drawn.textToken,
  });
  if (page.nextCursor === null) return;
  const rest = await walkList(client, '/permits', { cursor: page.nextCursor }, 2);
  const ids = [...page.items.map((item) => item.id), ...rest.items.map((item) => asText(item.id))];
  const wanted = before.items.map((item) => asText(item.id));
  const holds = wanted.every((id) => ids.includes(id)) && new Set(ids).size === ids.length;
  settle(findings, holds, `${first.call}, then one more permit`, wanted, ids);
}
