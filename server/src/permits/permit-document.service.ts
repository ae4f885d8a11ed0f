import type { DocumentMail } from '@standpipe/contract';
import {
  downloadDocument,
  mailDocument,
  type Printing,
  prepareDocument,
  requireMailer,
} from '../documents/documents.service.ts';
import { line, safeFileName } from '../documents/text.ts';
import { type Call, ownAgency } from '../http/call.ts';
import type { Later } from '../http/later.ts';
import { type Reached, reach, reachForWrite } from '../records/verbs.ts';
import { printedPermit } from './permit-print.ts';
import { type PermitRow, permitDomain } from './permits.service.ts';

async function readPermit(call: Call, { row, way }: Reached<PermitRow>): Promise<Printing> {
  const context = await prepareDocument(call, row.place_id);
  return {
    kind: 'permit',
    id: row.id,
    way,
    fileName: safeFileName('permit', row.number),
    subject: `permit ${line(row.number)} at ${line(row.address_line)}`,
    document: printedPermit(row, ownAgency(call), new Date(), context),
  };
}

/** An own permit as a file to print. */
export async function downloadPermit(call: Call, id: string): Promise<Later> {
  return downloadDocument(call, await readPermit(call, await reach(call, permitDomain, id, 'download')));
}

/** Sends an own permit by e-mail. */
export async function emailPermit(call: Call, id: string, read: () => DocumentMail) {
  const reached = await reachForWrite(call, permitDomain, id, 'email');
  const mail = read();
  requireMailer(call);
  return mailDocument(call, await readPermit(call, reached), mail);
}
