/** Versions of a record, for its own agency. */
import { type Static, Type } from 'typebox';
import { AgencyRef, Id, listParameters, Nullable, page, strict, Time } from './common.ts';

/** What one change left: who made it, for which agency, and what the record said then. */
export const Version = strict({
  version: Type.Integer(),
  at: Time,
  user: Nullable(strict({ id: Id, name: Type.String() })),
  agency: AgencyRef,
  content: Type.Record(Type.String(), Type.Unknown(), {
    description: 'What the record said then, by field.',
  }),
});
export const VersionPage = page(Version);
export const VersionParameters = strict({ limit: listParameters.limit, cursor: listParameters.cursor });

export const Restore = strict({ version: Type.Integer({ minimum: 1, maximum: 1_000_000_000 }) });
export type Restore = Static<typeof Restore>;
