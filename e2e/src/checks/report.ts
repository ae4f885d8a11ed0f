import { clientOf, describe, drawFor, type World } from '../build/state.ts';
import { send } from '../client.ts';
import { settle } from '../findings.ts';
import { kindPermissions, listActing, type User, type Work } from '../model.ts';
import { canDownload, canEmail, canView, listMissing } from '../oracle.ts';
import { runPool } from '../pool.ts';
import { settleProblem } from '../problem.ts';

function hasEverything(user: User): boolean {
  return ['Read', 'Create', 'Edit', 'Delete'].every((right) =>
    user.permissions.has(`${kindPermissions.inspection} - ${right}`),
  );
}

async function checkReport(world: World, user: User, inspection: Work): Promise<void> {
  const { model, findings } = world;
  const client = clientOf(world, user);
  const path = `/inspections/${inspection.id}`;
  const pdf = await send(client, 'GET', `${path}/report.pdf`);
  const mail = await send(client, 'POST', `${path}/email`, {
    body: { to: ['clerk@example.com'], message: 'As asked.' },
  });
  const label = (call: string): string => `${call} — ${describe(world, inspection)}, ${user.profile}`;
  const lacking = listMissing(user, 'inspection', 'Read');
  if (!canView(model, user, inspection)) {
    const status = lacking.length > 0 ? 403 : 404;
    const wanted = lacking.length > 0 ? { code: 'not_allowed', missing: lacking } : {};
    settleProblem(findings, { ...pdf, call: label(pdf.call) }, status, wanted);
    settleProblem(findings, { ...mail, call: label(mail.call) }, status, wanted);
    return;
  }
  if (!canDownload(model, user, inspection) || !canEmail(model, user, inspection)) {
    settleProblem(findings, { ...pdf, call: label(pdf.call) }, 403, { code: 'not_allowed' });
    settleProblem(findings, { ...mail, call: label(mail.call) }, 403, { code: 'not_allowed' });
    return;
  }
  // Whether the own agency's report needs more than Read, the contract does not say.
  if (!hasEverything(user) && (pdf.status === 403 || mail.status === 403)) return;
  const isPdf =
    pdf.status === 200 &&
    (pdf.headers.get('content-type') ?? '').startsWith('application/pdf') &&
    pdf.text.startsWith('%PDF-');
  settle(findings, isPdf, label(pdf.call), '200 with a PDF', [pdf.status, pdf.text.slice(0, 200)]);
  if (mail.status === 503) settleProblem(findings, mail, 503, { code: 'unavailable' });
  else settle(findings, mail.status === 202, label(mail.call), '202, or 503 without SMTP', mail.text);
}

/** A report leaves the house only through the agency that made it. */
export async function checkReports(world: World): Promise<void> {
  const random = drawFor(world, 'reports');
  const { model } = world;
  const inspections = model.works.filter((work) => work.kind === 'inspection' && !work.deleted);
  const cases = listActing(model).flatMap((user) => {
    const own = inspections.filter((work) => canDownload(model, user, work));
    const shared = inspections.filter(
      (work) => canView(model, user, work) && !canDownload(model, user, work),
    );
    const chosen = [...random.sample(own, 1), ...random.sample(shared, 4), ...random.sample(inspections, 2)];
    return chosen.map((work) => ({ user, work }));
  });
  await runPool(cases, 4, ({ user, work }) => checkReport(world, user, work));
}

/** A permit's history is its own agency's; a partner who sees the permit is refused it. */
export async function checkHistories(world: World): Promise<void> {
  const random = drawFor(world, 'histories');
  const { model, findings } = world;
  const permits = model.works.filter((work) => work.kind === 'permit' && !work.deleted);
  for (const user of listActing(model)) {
    if (listMissing(user, 'permit', 'Read').length > 0) continue;
    const shared = permits.filter((work) => canView(model, user, work) && work.creator !== user.agency);
    for (const work of [...random.sample(shared, 2), ...random.sample(permits, 2)]) {
      const reply = await send(clientOf(world, user), 'GET', `/permits/${work.id}/history`);
      if (!canView(model, user, work)) settleProblem(findings, reply, 404);
      else if (work.creator !== user.agency) settleProblem(findings, reply, 403);
      else settle(findings, reply.status === 200, reply.call, 200, reply.text);
    }
  }
}
