import { clientOf, describe, drawFor, type World } from '../build/state.ts';
import { send } from '../client.ts';
import { settle } from '../findings.ts';
import { asObject } from '../json.ts';
import { kindPaths, listActing, type Stored, type User } from '../model.ts';
import { canDelete, canView, judgeChange, listMissing } from '../oracle.ts';
import { settleProblem } from '../problem.ts';
import { readAsOwner } from './edit.ts';

async function checkRefusedDeletion(world: World, user: User, record: Stored): Promise<void> {
  const { model, findings } = world;
  const path = `${kindPaths[record.kind]}/${record.id}`;
  const status = judgeChange(model, user, record, 'Delete');
  const missing = listMissing(user, record.kind, 'Delete');
  const wanted = status === 403 ? { code: 'not_allowed', ...(missing.length > 0 ? { missing } : {}) } : {};
  const before = await readAsOwner(world, record);
  const client = clientOf(world, user);
  const ifMatch = Number(before?.version ?? 1);
  const reply = await send(client, 'DELETE', path, { ifMatch });
  settleProblem(
    findings,
    { ...reply, call: `${reply.call} — ${describe(world, record)}, ${user.profile}` },
    status,
    wanted,
  );
  settleProblem(findings, await send(client, 'DELETE', path), status, wanted);
  if (before === null) return;
  const after = await readAsOwner(world, record);
  settle(findings, after?.version === before.version, `DELETE refused: ${path}`, before.version, after);
}

async function checkAllowedDeletion(world: World, user: User, record: Stored): Promise<void> {
  const { findings } = world;
  const client = clientOf(world, user);
  const path = `${kindPaths[record.kind]}/${record.id}`;
  const version = Number(asObject((await send(client, 'GET', path)).body).version);
  settleProblem(findings, await send(client, 'DELETE', path), 428);
  settleProblem(findings, await send(client, 'DELETE', path, { ifMatch: version + 1000 }), 412);
  const reply = await send(client, 'DELETE', path, { ifMatch: version });
  const call = `${reply.call} — ${describe(world, record)}, ${user.profile}`;
  if (!settle(findings, reply.status === 204 || reply.status === 200, call, 204, reply.text)) return;
  if (record.kind === 'place') record.retired = true;
  else record.deleted = true;
  settleProblem(findings, await send(client, 'GET', path), 404);
  settleProblem(findings, await send(client, 'DELETE', path, { ifMatch: version }), 404);
}

/** Deletions by everyone; a few that are allowed, so that the world is not emptied. */
export async function checkDeletions(world: World, mostAllowed: number): Promise<void> {
  const random = drawFor(world, 'deletions');
  const { model } = world;
  const users = random.shuffle(listActing(model));
  let allowed = 0;
  for (const user of users) {
    const records: Stored[] = [...model.places, ...model.works];
    const seen = records.filter((record) => canView(model, user, record) && !canDelete(model, user, record));
    const chosen = [...random.sample(seen, 3), ...random.sample(records, 2)];
    const mine = records.filter((record) => canDelete(model, user, record) && !record.withheld);
    if (allowed < mostAllowed) chosen.push(...random.sample(mine, 1));
    for (const record of chosen) {
      if (judgeChange(model, user, record, 'Delete') !== 200) {
        await checkRefusedDeletion(world, user, record);
      } else if (allowed < mostAllowed && !record.withheld) {
        allowed += 1;
        await checkAllowedDeletion(world, user, record);
      }
    }
  }
}
