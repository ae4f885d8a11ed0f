import { linkAgencies, patchAgency, unlinkAgencies } from '../build/agencies.ts';
import { readUserRows, saveClientRow, saveTable, writeRow } from '../build/sheets.ts';
import { adminOf } from '../build/state.ts';
import { send, signInAs } from '../client.ts';
import { settle } from '../findings.ts';
import { noClientLevels, noUserLevels } from '../levels.ts';
import { pause } from '../pool.ts';
import { settleProblem } from '../problem.ts';
import { expectRead, grant, makePlace, makeWork, patch, type Stage, sit } from './scenario.ts';

/** A partner sees inspections that are in progress or completed, and takes nothing away. */
export async function tellStatuses(stage: Stage): Promise<void> {
  const { a, b, world } = stage;
  const { findings } = world;
  await grant(stage, a, b, { inspections: 'view' });
  const inspection = await makeWork(stage, a, 'inspection', await makePlace(stage, a));
  await expectRead(stage, b, inspection, 404, 'scheduled');
  await patch(stage, a, inspection, { status: 'inProgress' });
  await expectRead(stage, b, inspection, 200, 'in progress');
  settleProblem(findings, await send(sit(stage, b), 'GET', `${inspection}/report.pdf`), 403);
  const mail = { to: ['someone@example.com'] };
  settleProblem(findings, await send(sit(stage, b), 'POST', `${inspection}/email`, { body: mail }), 403);
  settleProblem(findings, await patch(stage, b, inspection, { notes: 'no' }), 403);
  await patch(stage, a, inspection, { status: 'completed' });
  await expectRead(stage, b, inspection, 200, 'completed');
  const reopened = await patch(stage, a, inspection, { status: 'inProgress', reason: 'Second visit' });
  settle(findings, reopened.status === 200, reopened.call, 200, reopened.text);
  await patch(stage, a, inspection, { status: 'cancelled' });
  await expectRead(stage, b, inspection, 404, 'cancelled');
  await expectRead(stage, a, inspection, 200, 'cancelled, and its own');
  await grant(stage, a, b, { inspections: 'none' });
}

/** Features, deactivation and dates pause a grant; leaving the sheet ends it. */
export async function tellPauses(stage: Stage): Promise<void> {
  const { a, b, world } = stage;
  const permit = await makeWork(stage, a, 'permit', await makePlace(stage, a));
  await grant(stage, a, b, { permits: 'view' });
  for (const side of [a, b]) {
    await patchAgency(world, side.id, { features: { userDataSharing: false } });
    await expectRead(stage, b, permit, 404, `the feature of ${side.name} is off`);
    await patchAgency(world, side.id, { features: { userDataSharing: true } });
    await expectRead(stage, b, permit, 200, 'the feature is on again, the grant resumed');
  }
  const bench = await signInAs(world.base, adminOf(world, b.id).email, adminOf(world, b.id).password, b.id);
  await patchAgency(world, b.id, { active: false });
  settleProblem(world.findings, await send(bench, 'GET', permit), 401);
  await patchAgency(world, b.id, { active: true });
  const back = await signInAs(world.base, adminOf(world, b.id).email, adminOf(world, b.id).password, b.id);
  world.clients.set(adminOf(world, b.id).id, back);
  await expectRead(stage, b, permit, 200, 'reactivated');
  const without = readUserRows(world, a.id);
  without.delete(b.id);
  await saveTable(world, a.id, without);
  await expectRead(stage, b, permit, 404, 'removed from the sheet');
  without.set(b.id, writeRow(noUserLevels));
  await saveTable(world, a.id, without);
  await expectRead(stage, b, permit, 404, 'added again, and that starts at None');
}

/** An end that comes while nobody saves anything. */
export async function tellDates(stage: Stage): Promise<void> {
  const { a, b, world } = stage;
  if (world.vocabulary.startsAtIsDate) return;
  const permit = await makeWork(stage, a, 'permit', await makePlace(stage, a));
  const rows = readUserRows(world, a.id);
  const levels = { ...noUserLevels, permits: 'view' as const };
  const ends = Date.now() + 3000;
  rows.set(b.id, { levels, startsAt: null, endsAt: new Date(ends).toISOString() });
  await saveTable(world, a.id, rows);
  if (Date.now() < ends - 1000) await expectRead(stage, b, permit, 200, 'not ended yet');
  await pause(Math.max(0, ends - Date.now()) + 300);
  await expectRead(stage, b, permit, 404, 'ended by its date');
  rows.set(b.id, { levels, startsAt: new Date(Date.now() + 86_400_000).toISOString(), endsAt: null });
  await saveTable(world, a.id, rows);
  await expectRead(stage, b, permit, 404, 'not started yet');
  rows.set(b.id, { levels, startsAt: new Date(Date.now() - 86_400_000).toISOString(), endsAt: null });
  await saveTable(world, a.id, rows);
  await expectRead(stage, b, permit, 200, 'started');
  await grant(stage, a, b, { permits: 'none' });
}

/** A partner by an operator's link: listed while it stands, back at None after it was cut. */
export async function tellLinks(stage: Stage): Promise<void> {
  const { a, d, world } = stage;
  const place = `/places/${await makePlace(stage, a)}`;
  const levels = { ...noClientLevels, address: 'view' as const };
  const unlisted = await send(sit(stage, a), 'PUT', `/admin/client-data-sharing/${d.id}`, {
    body: { levels },
    ifMatch: 0,
  });
  settleProblem(world.findings, unlisted, 404);
  await linkAgencies(world, a.id, d.id);
  await expectRead(stage, d, place, 404, 'linked, nothing granted');
  await saveClientRow(world, a.id, d.id, writeRow(levels));
  const seen = await expectRead(stage, d, place, 200, 'Address = View Only');
  settle(world.findings, typeof seen.city === 'string', place, 'the whole address record', seen);
  await unlinkAgencies(world, world.model.links.at(-1)?.id ?? '');
  await expectRead(stage, d, place, 404, 'the link is gone');
  await linkAgencies(world, a.id, d.id);
  await expectRead(stage, d, place, 404, 'linked again, and that starts at None');
  const sheet = await send(sit(stage, a), 'GET', '/admin/client-data-sharing');
  settle(world.findings, !sheet.text.includes('"address":"view"'), sheet.call, 'None for D', sheet.text);
}
