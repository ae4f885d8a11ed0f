import { clientOf, describe, drawFor, type World } from '../build/state.ts';
import { type Reply, send } from '../client.ts';
import { settle } from '../findings.ts';
import { asObject, type Json } from '../json.ts';
import { kindPaths, listActing, type Stored, type User } from '../model.ts';
import { judgeRead, namePermission } from '../oracle.ts';
import { runPool } from '../pool.ts';
import { settleProblem } from '../problem.ts';
import { compareRecord } from './record.ts';

const NOWHERE = '01890000-0000-7000-8000-000000000000';

async function checkRead(world: World, user: User, record: Stored): Promise<void> {
  const { model, findings } = world;
  const reply = await send(clientOf(world, user), 'GET', `${kindPaths[record.kind]}/${record.id}`);
  const status = judgeRead(model, user, record);
  if (status === 403) {
    settleProblem(findings, reply, 403, {
      code: 'not_allowed',
      missing: [namePermission(record.kind, 'Read')],
    });
    return;
  }
  const call = `${reply.call} — ${describe(world, record)}, ${user.profile}`;
  if (!settle(findings, reply.status === status, call, status, reply.text.slice(0, 400))) return;
  if (status === 404) {
    settleProblem(findings, reply, 404);
    return;
  }
  const faults = compareRecord(world, user, record, asObject(reply.body));
  settle(findings, faults.length === 0, call, 'the record as this user may see it', {
    faults,
    body: reply.body,
  });
}

function stripIds(reply: Reply): Json {
  const body = { ...asObject(reply.body) };
  delete body.requestId;
  const text = JSON.stringify(body).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '<id>');
  return JSON.parse(text) as Json;
}

/** A record that exists unseen and one that never was must be refused in the same words. */
async function checkSilence(world: World, user: User, record: Stored): Promise<void> {
  const client = clientOf(world, user);
  const path = kindPaths[record.kind];
  const hidden = await send(client, 'GET', `${path}/${record.id}`);
  const unknown = await send(client, 'GET', `${path}/${NOWHERE}`);
  const same = JSON.stringify(stripIds(hidden)) === JSON.stringify(stripIds(unknown));
  settle(world.findings, same, `${hidden.call} against an unknown id`, stripIds(unknown), stripIds(hidden));
}

/** Every acting user reads every record, at most so many. */
export async function checkReads(world: World, most: number): Promise<void> {
  const random = drawFor(world, `reads ${most} ${world.findings.checks}`);
  const records: Stored[] = [...world.model.places, ...world.model.works];
  const users = listActing(world.model);
  const all = users.flatMap((user) => records.map((record) => ({ user, record })));
  await runPool(random.sample(all, most), 6, ({ user, record }) => checkRead(world, user, record));
  const hidden = all.filter(({ user, record }) => judgeRead(world.model, user, record) === 404);
  await runPool(random.sample(hidden, 25), 6, ({ user, record }) => checkSilence(world, user, record));
}
