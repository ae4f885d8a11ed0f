/** The change log and partners' views with their filters. */
import { Type } from 'typebox';
import { sealFields } from './checkpoint.ts';
import { AgencyRef, Id, listParameters, Nullable, oneOf, page, strict, Time, text } from './common.ts';

const filterId = (description: string) => Type.String({ format: 'uuid', maxLength: 36, description });

/** What the change log is filtered by. */
const changeFilters = {
  kind: Type.Optional(text(60)),
  action: Type.Optional(text(60)),
  record: Type.Optional(Id),
  user: Type.Optional(filterId('The person who did it.')),
  agency: Type.Optional(filterId('The partner whom a change of sharing or a link concerns.')),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
};
export const AuditParameters = strict({ ...listParameters, ...changeFilters });
export const AuditCsvParameters = strict(changeFilters);

/** One reading of own records by a partner: a single record (`via`), or those a list or search showed (`filter`). */
export const Views = page(
  strict({
    id: Type.String(),
    at: Time,
    viewer: strict({ agency: AgencyRef, userId: Nullable(Id) }),
    kind: Type.String(),
    ids: Type.Array(Id),
    how: oneOf(['read', 'list']),
    via: Nullable(Type.String()),
    filter: Type.Unknown(),
    ...sealFields,
  }),
);

/** What partners' views are filtered by. */
const viewFilters = {
  kind: Type.Optional(text(60)),
  record: Type.Optional(Id),
  agency: Type.Optional(filterId('The partner who looked.')),
  user: Type.Optional(filterId('The person who looked.')),
  how: Type.Optional(oneOf(['read', 'list'])),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
};
export const ViewParameters = strict({ ...listParameters, ...viewFilters });
export const ViewCsvParameters = strict(viewFilters);

export const LogCsv = Type.Unsafe<string>({
  description: 'Every entry, newest first.',
  content: { 'text/csv': { schema: { type: 'string' } } },
});
