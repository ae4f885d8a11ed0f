import { sit, tryWork } from '../checks/scenario.ts';
import { type Reply, send } from '../client.ts';
import { settle } from '../findings.ts';
import { asObject, dig } from '../json.ts';
import { settleProblem } from '../problem.ts';
import { type Bench, writePermit } from './bench.ts';

async function countPermits(bench: Bench): Promise<number> {
  const reply = await send(bench.client, 'GET', '/permits?count=exact&limit=1');
  return Number(asObject(reply.body).total);
}

function idOf(reply: Reply): unknown {
  return dig(reply.body, 'id') ?? reply.headers.get('location')?.split('/').pop();
}

async function expectTotal(bench: Bench, call: string, total: number): Promise<void> {
  const got = await countPermits(bench);
  settle(bench.findings, got === total, `${call}: permits of the agency`, total, got);
}

/** A key makes one record, whatever is sent again with it. */
async function checkRepeats(bench: Bench): Promise<void> {
  const { client, findings, stage } = bench;
  const key = `k-${stage.world.random.token()}`;
  const body = writePermit(bench, { description: 'Once' });
  const before = await countPermits(bench);
  const first = await send(client, 'POST', '/permits', { body, key });
  settle(findings, first.status === 201, first.call, 201, first.text);
  const again = await send(client, 'POST', '/permits', { body, key });
  settle(findings, again.status === 201, `${again.call} again`, 201, again.text);
  settle(findings, idOf(again) === idOf(first), `${again.call} again`, idOf(first), idOf(again));
  settleProblem(
    findings,
    await send(client, 'POST', '/permits', { body: { ...body, description: 'Other' }, key }),
    409,
  );
  await expectTotal(bench, first.call, before + 1);
  const path = await send(client, 'POST', '/places', { body: {}, key });
  settleProblem(findings, { ...path, call: `${path.call} — the key counts per path` }, 400);
}

/** A key counts per credential: another agency's same key makes its own record. */
async function checkCredentials(bench: Bench): Promise<void> {
  const { findings, stage } = bench;
  const key = `k-${stage.world.random.token()}`;
  const first = await tryWork(stage, stage.a, 'permit', bench.placeId, {}, key);
  settle(findings, first.status === 201, first.call, 201, first.text);
  const other = await tryWork(stage, stage.b, 'permit', bench.placeId, {}, key);
  settleProblem(findings, { ...other, call: `${other.call} — with another agency's key` }, 404);
  settle(findings, !other.text.includes(String(idOf(first))), other.call, 'nothing of the first', other.text);
}

/** A refusal is not kept: the same key may be used for the corrected call. */
async function checkRefusals(bench: Bench): Promise<void> {
  const { client, findings, stage } = bench;
  const key = `k-${stage.world.random.token()}`;
  const bad = await send(client, 'POST', '/permits', { body: writePermit(bench, { nonsense: 1 }), key });
  settleProblem(findings, bad, 400);
  const good = await send(client, 'POST', '/permits', { body: writePermit(bench), key });
  settle(findings, good.status === 201, `${good.call} after a refusal`, 201, good.text);
}

/** Many at once with one key make one record. */
async function checkRush(bench: Bench): Promise<void> {
  const { findings, stage } = bench;
  const client = sit(stage, stage.a);
  const key = `k-${stage.world.random.token()}`;
  const body = writePermit(bench, { description: 'In a rush' });
  const before = await countPermits(bench);
  const replies = await Promise.all(
    Array.from({ length: 6 }, () => send(client, 'POST', '/permits', { body, key })),
  );
  const made = new Set(replies.filter((reply) => reply.status === 201).map(idOf));
  const rest = replies.filter((reply) => reply.status !== 201);
  const call = replies[0]?.call ?? '';
  settle(findings, made.size === 1, `${call} six at once`, 'one id', [...made]);
  for (const reply of rest) settleProblem(findings, reply, 409);
  await expectTotal(bench, call, before + 1);
}

/** Two changes at one version: one is kept, the other is stale. */
async function checkRace(bench: Bench): Promise<void> {
  const { client, findings } = bench;
  const ifMatch = Number(asObject((await send(client, 'GET', bench.permit)).body).version);
  const replies = await Promise.all(
    Array.from({ length: 5 }, (_, at) =>
      send(client, 'PATCH', bench.permit, { body: { description: `Race ${at}` }, ifMatch }),
    ),
  );
  const kept = replies.filter((reply) => reply.status === 200);
  settle(findings, kept.length === 1, `${replies[0]?.call} five at once`, 'one kept', kept.length);
  for (const reply of replies.filter((one) => one.status !== 200)) settleProblem(findings, reply, 412);
}

/** Five creates with one number: one takes it. */
async function checkNumberRace(bench: Bench): Promise<void> {
  const { client, findings, stage } = bench;
  const body = writePermit(bench, { number: `R${stage.world.random.token()}`.toUpperCase() });
  const replies = await Promise.all(
    Array.from({ length: 5 }, () => send(client, 'POST', '/permits', { body })),
  );
  const made = replies.filter((reply) => reply.status === 201);
  settle(
    findings,
    made.length === 1,
    `${replies[0]?.call} five at once`,
    'one takes the number',
    made.length,
  );
  for (const reply of replies.filter((one) => one.status !== 201)) settleProblem(findings, reply, 409);
  const series = await Promise.all(
    Array.from({ length: 5 }, () => send(client, 'POST', '/permits', { body: writePermit(bench) })),
  );
  const numbers = new Set(series.map((reply) => dig(reply.body, 'number')));
  const all = series.every((reply) => reply.status === 201) && numbers.size === 5;
  settle(findings, all, `${series[0]?.call} five at once`, 'five numbers of the series', [...numbers]);
}

/** Keys and versions under repeats and races. */
export async function checkRepetition(bench: Bench): Promise<void> {
  await checkRepeats(bench);
  await checkCredentials(bench);
  await checkRefusals(bench);
  await checkRush(bench);
  await checkRace(bench);
  await checkNumberRace(bench);
}
