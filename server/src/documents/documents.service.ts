import type { DocumentMail } from '@standpipe/contract';
import { sql } from 'kysely';
import { logChange } from '../audit/audit.store.ts';
import { type Call, customerOf, ownAgency } from '../http/call.ts';
import { Later } from '../http/later.ts';
import { Problem } from '../http/problems.ts';
import type { RecordKind } from '../kinds/kinds.ts';
import { readContext } from './context.store.ts';
import type { DocumentContext, PrintedDocument } from './document.ts';

const worker = new URL('./draw.worker.ts', import.meta.url);

/** A document of an own record that is about to be drawn. */
export interface Printing {
  readonly kind: RecordKind;
  readonly id: string;
  /** The way by which its reader reaches the record, for the change log. */
  readonly way: string;
  readonly fileName: string;
  /** As in "report of inspection I-2026-0001 at 410 Sheridan Road". */
  readonly subject: string;
  readonly document: PrintedDocument;
}

const draw = async (call: Call, document: PrintedDocument) =>
  Buffer.from(await call.house.studio.draw<Uint8Array>(customerOf(call), worker, document));

/** What a document says of the place and the own department. @throws Problem when too much waits to be drawn */
export async function prepareDocument(call: Call, placeId: string): Promise<DocumentContext> {
  call.house.studio.requireRoom(customerOf(call));
  return readContext(call.db, placeId, ownAgency(call).id);
}

/** The document as a file, drawn after the transaction; the download stands in the change log. */
export async function downloadDocument(call: Call, printing: Printing): Promise<Later> {
  const { kind, id, way, document, fileName } = printing;
  await logChange(call, { action: 'download', kind, id, way });
  return new Later(async () => {
    const content = await draw(call, document);
    call.reply
      .type('application/pdf')
      .header('content-disposition', `attachment; filename="${fileName}.pdf"`)
      .header('x-content-type-options', 'nosniff');
    return content;
  });
}

/** @throws Problem `unavailable` without a mail server */
export function requireMailer(call: Call): void {
  if (!call.house.mailer.ready)
    throw new Problem('unavailable', 'Standpipe has no mail server; the operator can set SMTP_URL.');
}

/**
 * Sends the document by e-mail. The entry in the change log is committed before the mail leaves, and no lock is held
 * while the mail server takes its time; a mail that it refused is a second entry.
 * @throws Problem `unavailable` when the mail server does not take the mail
 */
export async function mailDocument(call: Call, printing: Printing, { to, message }: DocumentMail) {
  const { kind, id, way, subject, document, fileName } = printing;
  await logChange(call, { action: 'email', kind, id, after: { to, message: message ?? null }, way });
  call.afterCommit(async () => {
    try {
      const content = await draw(call, document);
      await call.house.mailer.send({
        to,
        subject: `${subject[0]!.toUpperCase()}${subject.slice(1)}`,
        text: [`${call.asker.person.name} of ${ownAgency(call).name} sends you the ${subject}.`, message]
          .filter(Boolean)
          .join('\n\n'),
        attachments: [{ filename: `${fileName}.pdf`, content, contentType: 'application/pdf' }],
      });
    } catch (error) {
      await logRefusal(call, printing, to);
      throw error;
    }
  });
  return { to };
}

async function logRefusal(call: Call, { kind, id }: Printing, to: readonly string[]): Promise<void> {
  const { asker, request, house } = call;
  await house.database.viewer.transaction().execute(async (db) => {
    await sql`select set_config('standpipe.agency', ${ownAgency(call).id}, true)`.execute(db);
    await logChange({ db, asker, request }, { action: 'emailFailed', kind, id, after: { to } });
  });
}
