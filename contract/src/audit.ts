/** The change log and partners' views with their filters. */
import { Type } from 'typebox';
import { AgencyRef, Id, listParameters, Nullable, oneOf, page, strict, Time, text } from './common.ts';

export const AuditParameters = strict({
  ...listParameters,
  kind: Type.Optional(text(60)),
  action: Type.Optional(text(60)),
  record: Type.Optional(text(100)),
  user: Type.Optional(text(100)),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
});

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
  }),
);

export const ViewParameters = strict({
  ...listParameters,
  kind: Type.Optional(text(60)),
  record: Type.Optional(text(100)),
  agency: Type.Optional(text(100)),
  from: Type.Optional(Time),
  to: Type.Optional(Time),
});
