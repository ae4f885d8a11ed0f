/** Printed documents of own records: an inspection's report, a permit. */
import { type Static, Type } from 'typebox';
import { Email, strict, text } from './common.ts';

export const DocumentMail = strict({
  to: Type.Array(Email, {
    minItems: 1,
    maxItems: 20,
    uniqueItems: true,
  }),
  message: Type.Optional(text(2000)),
});
export type DocumentMail = Static<typeof DocumentMail>;

/** Handed to the mail server. */
export const MailedDocument = strict({ to: DocumentMail.properties.to });

export const DocumentPdf = Type.Unsafe<Uint8Array>({
  description: 'The document.',
  content: { 'application/pdf': { schema: { type: 'string', format: 'binary' } } },
});
