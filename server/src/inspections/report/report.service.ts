import type { DocumentMail } from '@standpipe/contract';
import {
  downloadDocument,
  mailDocument,
  type Printing,
  prepareDocument,
  requireMailer,
} from '../../documents/documents.service.ts';
import { line, safeFileName } from '../../documents/text.ts';
import { type Call, ownAgency } from '../../http/call.ts';
import type { Later } from '../../http/later.ts';
import { type Reached, reach, reachForWrite } from '../../records/verbs.ts';
import { type InspectionRow, inspectionDomain } from '../inspections.service.ts';
import { readPreviews } from '../photos/photos.store.ts';
import { referredBy } from '../photos/referred.ts';
import { reportOf } from './content.ts';

/** So that a report stays small enough to mail. */
const mostPhotos = 60;

/** What a report says, read in the call's transaction; it is drawn when that is over. */
async function readReport(call: Call, { row, way }: Reached<InspectionRow>): Promise<Printing> {
  const context = await prepareDocument(call, row.place_id);
  const previews = await readPreviews(call.db, row.id, [...referredBy(row.violations)].slice(0, mostPhotos));
  return {
    kind: 'inspection',
    id: row.id,
    way,
    fileName: safeFileName('inspection', row.number),
    subject: `report of inspection ${line(row.number)} at ${line(row.address_line)}`,
    document: reportOf(row, ownAgency(call), new Date(), previews, context),
  };
}

/** The report of an own inspection as a file. */
export async function downloadReport(call: Call, id: string): Promise<Later> {
  return downloadDocument(call, await readReport(call, await reach(call, inspectionDomain, id, 'download')));
}

/** Sends the report of an own inspection by e-mail. */
export async function emailReport(call: Call, id: string, read: () => DocumentMail) {
  const reached = await reachForWrite(call, inspectionDomain, id, 'email');
  const mail = read();
  requireMailer(call);
  return mailDocument(call, await readReport(call, reached), mail);
}
