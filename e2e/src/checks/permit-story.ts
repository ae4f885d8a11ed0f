import { send } from '../client.ts';
import { settle } from '../findings.ts';
import { asList, asObject, asText, dig } from '../json.ts';
import type { Agency } from '../model.ts';
import { settleProblem } from '../problem.ts';
import { expectRead, grant, makePlace, makeWork, patch, type Stage, sit, tryWork } from './scenario.ts';

/** Scenario 1: a permit in the creator's own place. */
export async function tellOwnPlace(stage: Stage): Promise<void> {
  const { a, b, world } = stage;
  const permit = await makeWork(stage, a, 'permit', await makePlace(stage, a));
  await expectRead(stage, a, permit, 200, 'its creator always sees it');
  await expectRead(stage, b, permit, 404, 'nothing granted');
  await grant(stage, a, b, { addressShareModule: 'permit' });
  await expectRead(stage, b, permit, 404, 'Address Share alone shows no permit of its owner');
  await grant(stage, a, b, { addressShareModule: 'none', permits: 'view' });
  await expectRead(stage, b, permit, 200, 'A granted Permits = View Only');
  settleProblem(world.findings, await patch(stage, b, permit, { description: 'no' }), 403);
  settleProblem(world.findings, await send(sit(stage, b), 'DELETE', permit, { ifMatch: 1 }), 403);
  await grant(stage, a, b, { permits: 'none' });
  await expectRead(stage, b, permit, 404, 'revoked');
}

/** Scenario 2: A's permit in B's place; what B withdraws goes dark for A, and comes back with the grant. */
export async function tellPartnerPlace(stage: Stage): Promise<void> {
  const { a, b, world } = stage;
  const { findings } = world;
  const place = await makePlace(stage, b);
  settleProblem(findings, await tryWork(stage, a, 'permit', place), 404);
  await grant(stage, b, a, { addressShareModule: 'fireInspection' });
  await expectRead(stage, a, `/places/${place}`, 200, 'Address Share shows the place');
  settleProblem(findings, await tryWork(stage, a, 'permit', place), 403);
  await grant(stage, b, a, { addressShareModule: 'permit' });
  settleProblem(findings, await tryWork(stage, a, 'inspection', place), 403);
  const key = `story-${world.random.token()}`;
  const made = await tryWork(stage, a, 'permit', place, {}, key);
  settle(findings, made.status === 201, made.call, 201, made.text);
  const again = await tryWork(stage, a, 'permit', place, {}, key);
  settle(findings, dig(again.body, 'id') === dig(made.body, 'id'), again.call, 'the same permit', again.text);
  const permit = `/permits/${asText(dig(made.body, 'id')) || (made.headers.get('location') ?? '').split('/').pop()}`;
  const edited = await patch(stage, a, permit, { description: 'Edited by its creator' });
  settle(findings, edited.status === 200, edited.call, 200, edited.text);
  await expectRead(stage, b, permit, 404, 'A granted nothing, though B owns the place');
  await grant(stage, a, b, { permits: 'view' });
  const seen = await expectRead(stage, b, permit, 200, 'A granted Permits = View Only');
  settle(findings, dig(seen, 'access.relation') === 'shared', permit, 'shared for the owner', seen.access);
  settleProblem(findings, await patch(stage, b, permit, { description: 'no' }), 403);
  await grant(stage, b, a, { addressShareModule: 'fireInspection' });
  await expectRead(stage, a, permit, 404, 'B no longer shares for permits');
  await expectRead(stage, b, permit, 200, 'A still grants Permits to B');
  settleProblem(findings, await tryWork(stage, a, 'permit', place, {}, key), 404);
  const dark = await send(sit(stage, a), 'GET', '/admin/dark-records');
  const rows = asList(asObject(dark.body).items).map(asObject);
  const row = rows.find((item) => dig(item, 'placeOwner.id') === b.id);
  settle(findings, row?.count === 1, dark.call, '1 permit at B', rows);
  await grant(stage, b, a, { addressShareModule: 'fireInspectionAndPermit' });
  await expectRead(stage, a, permit, 200, 'it came back with the grant');
  await grant(stage, b, a, { addressShareModule: 'none' });
  await grant(stage, a, b, { permits: 'none' });
}

async function expectAnswer(
  stage: Stage,
  asker: Agency,
  subject: Agency,
  permit: string,
  allowed: boolean | null,
  why: string,
): Promise<void> {
  const record = { kind: 'permit', id: permit.split('/')[2] };
  const body = { record, agencyId: subject.id, action: 'view' };
  const reply = await send(sit(stage, asker), 'POST', '/access/explain', { body });
  const got = asObject(reply.body).allowed;
  settle(stage.world.findings, got === allowed, `${reply.call}: ${why}`, { allowed }, reply.text);
}

/** Scenario 3 and chaining: C needs a direct grant of the creator and one of the place's owner. */
export async function tellThirdParty(stage: Stage): Promise<void> {
  const { a, b, c } = stage;
  await grant(stage, b, a, { addressShareModule: 'permit' });
  const permit = await makeWork(stage, a, 'permit', await makePlace(stage, b));
  await grant(stage, a, c, { permits: 'view' });
  await grant(stage, a, b, { permits: 'view' });
  await expectRead(stage, c, permit, 404, 'B granted C nothing');
  await expectAnswer(stage, b, c, permit, false, 'B knows that B granted C nothing');
  await expectAnswer(stage, a, c, permit, null, 'A granted it, the rest is B’s to say');
  await grant(stage, b, c, { permits: 'view' });
  await expectRead(stage, c, permit, 200, 'both granted Permits');
  await expectAnswer(stage, a, c, permit, null, 'what B granted C is not A’s to know');
  const seen = await send(sit(stage, a), 'GET', '/permits?limit=200', { viewAs: c.id });
  const shown = seen.text.includes(permit.split('/')[2] ?? permit);
  settle(stage.world.findings, !shown, `${seen.call}: it hangs on B’s setting`, 'not shown', seen.text);
  await grant(stage, b, c, { permits: 'none', addressShareModule: 'fireInspection' });
  await expectRead(stage, c, permit, 404, 'Address Share for inspections only');
  await grant(stage, b, c, { addressShareModule: 'permit' });
  await expectRead(stage, c, permit, 200, 'Address Share = Permit will do');
  await grant(stage, a, c, { permits: 'none' });
  await expectRead(stage, c, permit, 404, 'A withdrew');
  await grant(stage, b, c, { addressShareModule: 'none' });
  await grant(stage, b, a, { addressShareModule: 'none' });
  await grant(stage, a, b, { addressShareModule: 'permit', permits: 'none' });
  await grant(stage, b, c, { permits: 'view' });
  const chained = await makeWork(stage, b, 'permit', await makePlace(stage, a));
  await expectRead(stage, c, chained, 404, 'no chaining: A shares with B, B with C');
  await grant(stage, a, c, { permits: 'view' });
  await expectRead(stage, c, chained, 200, 'A granted C directly');
  await grant(stage, a, c, { permits: 'none' });
  await grant(stage, a, b, { addressShareModule: 'none' });
  await grant(stage, b, c, { permits: 'none' });
}

/** A permit that its agency withholds, and a place that its owner withholds. */
export async function tellWithheld(stage: Stage): Promise<void> {
  const { a, b, c, world } = stage;
  const place = await makePlace(stage, a);
  const own = await makeWork(stage, a, 'permit', place);
  await grant(stage, a, b, { permits: 'view', addressShareModule: 'permit' });
  await grant(stage, a, c, { permits: 'view' });
  await grant(stage, b, c, { permits: 'view' });
  await grant(stage, b, a, { permits: 'view' });
  const foreign = await makeWork(stage, b, 'permit', place);
  await expectRead(stage, c, foreign, 200, 'both granted Permits');
  await patch(stage, a, own, { withheld: true });
  await expectRead(stage, b, own, 404, 'withheld');
  await expectRead(stage, a, own, 200, 'withheld, and its own');
  await patch(stage, a, own, { withheld: false });
  await expectRead(stage, b, own, 200, 'no longer withheld');
  await grant(stage, a, b, { addressShareModule: 'fireInspectionAndPermit', inspections: 'view' });
  await grant(stage, a, c, { inspections: 'view' });
  await grant(stage, b, c, { inspections: 'view' });
  const started = { status: 'inProgress' };
  const visits = [
    await makeWork(stage, a, 'inspection', place, started),
    await makeWork(stage, b, 'inspection', place, started),
  ];
  for (const visit of visits) await expectRead(stage, c, visit, 200, 'both granted Inspections');
  await patch(stage, a, `/places/${place}`, { withheld: true });
  for (const visit of visits) await expectRead(stage, c, visit, 404, 'its place is withheld');
  await expectRead(stage, b, `/places/${place}`, 404, 'the place is withheld');
  await expectRead(stage, b, own, 404, 'its place is withheld');
  await expectRead(stage, c, foreign, 404, 'its place is withheld');
  const kept = await expectRead(stage, b, foreign, 200, 'its creator keeps what exists');
  settle(world.findings, dig(kept, 'place.id') === null, foreign, 'place.id null', kept.place);
  const edit = await patch(stage, b, foreign, { description: 'Still the creator’s' });
  settle(world.findings, edit.status === 200, edit.call, 200, edit.text);
  await expectRead(stage, a, foreign, 200, 'the owner keeps what B grants');
  settleProblem(world.findings, await tryWork(stage, b, 'permit', place), 404);
  const none = { permits: 'none', inspections: 'none', addressShareModule: 'none' } as const;
  await grant(stage, a, b, none);
  await grant(stage, a, c, none);
  await grant(stage, b, c, none);
  await grant(stage, b, a, none);
}
