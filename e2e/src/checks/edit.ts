import { adminClient, clientOf, describe, drawFor, listActive, type World } from '../build/state.ts';
import { refreshWork } from '../build/works.ts';
import { send } from '../client.ts';
import { settle } from '../findings.ts';
import { asObject, asText, isSame, type Json } from '../json.ts';
import { kindPaths, listActing, readOwnAgency, type Stored, type User } from '../model.ts';
import { canEdit, canView, judgeChange, listMissing, mayAgencyView } from '../oracle.ts';
import { settleProblem } from '../problem.ts';
import type { Random } from '../random.ts';

/** The record as its own agency reads it now; null when that agency itself cannot. */
export async function readAsOwner(world: World, record: Stored): Promise<Json | null> {
  const agency = readOwnAgency(record);
  if (!listActive(world).includes(agency) || !mayAgencyView(world.model, agency, record)) return null;
  const path = `${kindPaths[record.kind]}/${record.id}`;
  return asObject((await send(adminClient(world, agency), 'GET', path)).body);
}

function drawChange(record: Stored, random: Random): Json {
  const word = random.token();
  if (record.kind === 'place') return { name: `House ${record.nameToken} ${word}` };
  const name = record.kind === 'permit' ? 'description' : 'notes';
  return { [name]: `About ${record.textToken} ${word}` };
}

async function checkRefusedEdit(world: World, user: User, record: Stored, change: Json): Promise<void> {
  const { model, findings } = world;
  const path = `${kindPaths[record.kind]}/${record.id}`;
  const before = await readAsOwner(world, record);
  const status = judgeChange(model, user, record, 'Edit');
  const missing = listMissing(user, record.kind, 'Edit');
  const wanted = status === 403 ? { code: 'not_allowed', ...(missing.length > 0 ? { missing } : {}) } : {};
  const client = clientOf(world, user);
  const ifMatch = Number(before?.version ?? 1);
  settleProblem(findings, await send(client, 'PATCH', path, { body: change, ifMatch }), status, wanted);
  // Refused for its sender or its record before the body and the version are looked at.
  settleProblem(findings, await send(client, 'PATCH', path, { body: { nonsense: 1 } }), status, wanted);
  settleProblem(
    findings,
    await send(client, 'PATCH', path, { body: { withheld: true }, ifMatch }),
    status,
    wanted,
  );
  if (before === null) return;
  const after = await readAsOwner(world, record);
  settle(findings, isSame(before, after), `PATCH refused on ${describe(world, record)}`, before, after);
}

function namesVersion(body: Json, version: unknown): boolean {
  return Object.entries(body).some(([name, value]) => name !== 'status' && value === version);
}

async function checkAllowedEdit(world: World, user: User, record: Stored, change: Json): Promise<void> {
  const { findings } = world;
  const client = clientOf(world, user);
  const path = `${kindPaths[record.kind]}/${record.id}`;
  const before = asObject((await send(client, 'GET', path)).body);
  const version = Number(before.version);
  settleProblem(findings, await send(client, 'PATCH', path, { body: change }), 428);
  const stale = await send(client, 'PATCH', path, { body: change, ifMatch: version + 1000 });
  settleProblem(findings, stale, 412);
  settle(findings, namesVersion(asObject(stale.body), version), stale.call, `version ${version}`, stale.text);
  const idle = await send(client, 'PATCH', path, { body: {}, ifMatch: version });
  settle(findings, idle.status === 200, idle.call, 200, idle.text);
  const same = asObject((await send(client, 'GET', path)).body);
  settle(findings, isSame(before, same), `${idle.call} changes nothing`, before, same);
  const type = version % 2 === 0 ? 'application/json' : 'application/merge-patch+json';
  const reply = await send(client, 'PATCH', path, { body: change, ifMatch: version, type });
  const call = `${reply.call} — ${describe(world, record)}, ${user.profile}`;
  if (!settle(findings, reply.status === 200, call, 200, reply.text)) return;
  const after = asObject((await send(client, 'GET', path)).body);
  const kept = Object.entries(change).every(([name, value]) => isSame(after[name], value));
  settle(findings, kept, call, change, after);
  settle(findings, Number(after.version) > version, `${call}: version`, `above ${version}`, after.version);
  const lost = await send(client, 'PATCH', path, { body: change, ifMatch: version });
  settleProblem(findings, lost, 412);
  if (record.kind === 'place') Object.assign(record.fields, change);
  else Object.assign(record.fields, change);
}

/** Changes by everyone: by role, by sight, by rule; with, without and with an old version. */
export async function checkEdits(world: World, perUser: number): Promise<void> {
  const random = drawFor(world, 'edits');
  const { model } = world;
  for (const user of listActing(model)) {
    const records: Stored[] = [...model.places, ...model.works];
    const editable = records.filter((record) => canEdit(model, user, record));
    const seen = records.filter((record) => canView(model, user, record) && !canEdit(model, user, record));
    const chosen = [
      ...random.sample(editable, perUser),
      ...random.sample(seen, perUser * 2),
      ...random.sample(records, perUser),
    ];
    for (const record of chosen) {
      const change = drawChange(record, random);
      if (judgeChange(model, user, record, 'Edit') === 200)
        await checkAllowedEdit(world, user, record, change);
      else await checkRefusedEdit(world, user, record, change);
    }
  }
}

/** A status that no rule leads to is a conflict, and the record stays as it is. */
export async function checkBadMoves(world: World): Promise<void> {
  const random = drawFor(world, 'moves');
  const bad: Record<string, string> = {
    applied: 'expired',
    issued: 'applied',
    expired: 'revoked',
    revoked: 'issued',
    denied: 'issued',
    closed: 'issued',
    scheduled: 'completed',
    inProgress: 'scheduled',
    completed: 'cancelled',
    cancelled: 'scheduled',
  };
  const { model, findings } = world;
  const cases = listActive(world).flatMap((agency) =>
    model.works
      .filter((work) => work.creator === agency && mayAgencyView(model, agency, work))
      .map((work) => ({ agency, work })),
  );
  const byStatus = Object.keys(bad).flatMap((status) =>
    random.sample(
      cases.filter(({ work }) => work.status === status),
      2,
    ),
  );
  for (const { agency, work } of byStatus) {
    const client = adminClient(world, agency);
    const path = `${kindPaths[work.kind]}/${work.id}`;
    const version = Number(asObject((await send(client, 'GET', path)).body).version);
    const body = { status: bad[work.status], reason: 'No reason' };
    const noReason = { status: bad[work.status] };
    const sent = work.kind === 'inspection' && work.status === 'completed' ? body : noReason;
    settleProblem(findings, await send(client, 'PATCH', path, { body: sent, ifMatch: version }), 409);
    await refreshWork(world, work);
    const now = asText(work.fields.status);
    settle(findings, now === work.status, `PATCH ${path} refused`, work.status, now);
  }
}
