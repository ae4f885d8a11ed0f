import { adminOf, clientOf, describe, drawFor, listActive, type World } from '../build/state.ts';
import { send } from '../client.ts';
import { settle } from '../findings.ts';
import { asText } from '../json.ts';
import { kindPaths, listActing, type Place, type User, type Work } from '../model.ts';
import { canOpenPlace, canView, listMissing } from '../oracle.ts';
import { runPool } from '../pool.ts';
import { settleProblem } from '../problem.ts';
import { listLeaks } from './search.ts';

const underWay: Record<Work['kind'], string[]> = { permit: ['applied'], inspection: ['inProgress'] };

async function checkSimilar(
  world: World,
  user: User,
  kind: Work['kind'],
  place: Place,
  type: string,
): Promise<void> {
  const { model, findings } = world;
  const reply = await send(clientOf(world, user), 'POST', `${kindPaths[kind]}/similar`, {
    body: { placeId: place.id, type },
  });
  const call = `${reply.call} — ${describe(world, place)}, ${user.profile}`;
  if (listMissing(user, kind, 'Read').length > 0) {
    settleProblem(findings, { ...reply, call }, 403, { code: 'not_allowed' });
    return;
  }
  const text = reply.text.replaceAll(place.id, '');
  const leaks = listLeaks(world, user, text);
  settle(findings, leaks.length === 0, call, 'nothing of hidden records', leaks);
  if (!canOpenPlace(model, user, place)) {
    const fits = [200, 403, 404].includes(reply.status);
    settle(findings, fits, call, 'nothing, or a refusal', reply.text);
    return;
  }
  if (!settle(findings, reply.status === 200, call, 200, reply.text)) return;
  const alike = model.works.filter(
    (work) =>
      work.kind === kind &&
      work.place === place &&
      asText(work.fields.type) === type &&
      underWay[kind].includes(work.status) &&
      canView(model, user, work),
  );
  if (alike.length > 3) return;
  const lacking = alike.filter(
    (work) => !text.includes(work.id) && !(work.number !== null && text.includes(work.number)),
  );
  settle(
    findings,
    lacking.length === 0,
    call,
    'what is under way',
    lacking.map((work) => describe(world, work)),
  );
}

/** The duplicate warning tells of visible work at the place, and of no other. */
export async function checkSimilarities(world: World): Promise<void> {
  const random = drawFor(world, 'similar');
  const { model } = world;
  const works = model.works.filter((work) => !work.deleted && !work.place.retired);
  const users = listActing(model);
  const sampled = random
    .sample(works, 40)
    .flatMap((work) => [
      { user: random.pick(users), work },
      ...(listActive(world).includes(work.place.owner)
        ? [{ user: adminOf(world, work.place.owner), work }]
        : []),
    ]);
  await runPool(sampled, 4, ({ user, work }) =>
    checkSimilar(world, user, work.kind, work.place, asText(work.fields.type)),
  );
}
