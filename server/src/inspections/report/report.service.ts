import type { InspectionMail } from '@standpipe/contract';
import { sql } from 'kysely';
import { logChange } from '../../audit/audit.store.ts';
import { type Call, customerOf, ownAgency } from '../../http/call.ts';
import { Later } from '../../http/later.ts';
import { Problem } from '../../http/problems.ts';
import { reach, reachForWrite } from '../../records/verbs.ts';
import { type InspectionRow, inspectionDomain } from '../inspections.service.ts';
import { readPreviews } from '../photos/photos.store.ts';
import { referredBy } from '../photos/referred.ts';
import { reportOf } from './content.ts';
import { readContext } from './context.store.ts';
import { line, safeFileName } from './text.ts';

/** So that a report stays small enough to mail. */
const mostPhotos = 60;

const worker = new URL('./draw.worker.ts', import.meta.url);

/** What a report says, read in the call's transaction; it is drawn when that is over. */
async function readReport(call: Call, row: InspectionRow) {
  call.house.studio.requireRoom(customerOf(call));
  const previews = await readPreviews(call.db, row.id, [...referredBy(row.violations)].slice(0, mostPhotos));
  const agency = ownAgency(call);
  const context = await readContext(call.db, row.place_id, agency.id);
  const report = reportOf(row, agency, new Date(), previews, context);
  return {
    name: `${safeFileName(row.number)}.pdf`,
    draw: async () => Buffer.from(await call.house.studio.draw<Uint8Array>(customerOf(call), worker, report)),
  };
}

/** The report of an own inspection as a file; the download stands in the change log. */
export async function downloadReport(call: Call, id: string): Promise<Later> {
  const { row, way } = await reach(call, inspectionDomain, id, 'download');
  const { name, draw } = await readReport(call, row);
  await logChange(call, { action: 'download', kind: 'inspection', id, way });
  return new Later(async () => {
    const content = await draw();
    call.reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="${name}"`)
      .header('x-content-type-options', 'nosniff');
    return content;
  });
}

/**
 * Sends the report of an own inspection by e-mail. The entry in the change log is committed before the mail leaves, and
 * no lock is held while the mail server takes its time; a mail that it refused is a second entry.
 * @throws Problem `unavailable` without a mail server, or when it does not take the mail
 */
export async function emailReport(call: Call, id: string, read: () => InspectionMail) {
  const { row, way } = await reachForWrite(call, inspectionDomain, id, 'email');
  const { to, message } = read();
  const { mailer } = call.house;
  if (!mailer.ready)
    throw new Problem('unavailable', 'Standpipe has no mail server; the operator can set SMTP_URL.');
  const report = await readReport(call, row);
  await logChange(call, {
    action: 'email',
    kind: 'inspection',
    id,
    after: { to, message: message ?? null },
    way,
  });
  const about = `inspection ${line(row.number)} at ${line(row.address_line)}`;
  call.afterCommit(async () => {
    try {
      const content = await report.draw();
      await mailer.send({
        to,
        subject: `Report of ${about}`,
        text: [
          `${call.asker.person.name} of ${ownAgency(call).name} sends you the report of ${about}.`,
          message,
        ]
          .filter(Boolean)
          .join('\n\n'),
        attachments: [{ filename: report.name, content, contentType: 'application/pdf' }],
      });
    } catch (error) {
      await logRefusal(call, id, to);
      throw error;
    }
  });
  return { to };
}

async function logRefusal(call: Call, id: string, to: readonly string[]): Promise<void> {
  const { asker, request, house } = call;
  await house.database.viewer.transaction().execute(async (db) => {
    await sql`select set_config('standpipe.agency', ${ownAgency(call).id}, true)`.execute(db);
    await logChange({ db, asker, request }, { action: 'emailFailed', kind: 'inspection', id, after: { to } });
  });
}
