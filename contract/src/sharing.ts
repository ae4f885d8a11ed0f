/** The two sharing sheets: what this agency gives each partner, and what it is given. */
import { type ClientModule, type Level, modulesOf, type Sheet, type UserModule } from '@standpipe/policy';
import { type Static, type TSchema, Type } from 'typebox';
import { AgencyRef, Id, Nullable, oneOf, strict, Time, text } from './common.ts';

const levelsBy = (sheet: Sheet): Record<string, TSchema> =>
  Object.fromEntries(
    modulesOf(sheet).map(({ module, levels }) => [module, oneOf(levels.map((each) => each.level))]),
  );

/** Every module of a sheet with its level. */
const allLevels = <M extends string>(sheet: Sheet) => Type.Unsafe<Record<M, Level>>(strict(levelsBy(sheet)));

/** Some modules of a sheet; one that is not of the sheet is refused with the names that are. */
const someLevels = <M extends string>(sheet: Sheet, least: number) =>
  Type.Unsafe<Partial<Record<M, Level>>>(
    Type.Object(
      Object.fromEntries(
        Object.entries(levelsBy(sheet)).map(([module, level]) => [module, Type.Optional(level)]),
      ),
      {
        propertyNames: { enum: modulesOf(sheet).map(({ module }) => module) },
        minProperties: least,
        description: 'A module that is left out stays as it is stored; on a new row it is none.',
      },
    ),
  );

const ids = Type.String({ format: 'uuid', maxLength: 36 });
const mostPartners = 1000;

const dates = {
  startsAt: Type.Optional(Nullable(Time)),
  endsAt: Type.Optional(Nullable(Time)),
};

export const Partner = strict({
  id: Id,
  name: Type.String(),
  color: Type.String(),
  state: Type.String(),
  countyFips: Type.String(),
});

const rowState = {
  inForce: Type.Boolean({ description: 'Whether the stored levels count now.' }),
  why: Type.Optional(
    Type.String({ description: 'Only when not in force: what pauses the row, and who to ask.' }),
  ),
  startsAt: Type.Optional(Time),
  endsAt: Type.Optional(Time),
  savedAt: Type.Optional(Time),
  savedBy: Type.Optional(
    Type.Object(
      { id: Id, name: Type.String() },
      { additionalProperties: false, description: 'Who of the own agency saved the row last.' },
    ),
  ),
};

export const ClientSharingRow = strict({
  partner: Partner,
  listedBecause: oneOf(['same_county', 'linked']),
  version: Type.Integer({ description: '0 when the row was never saved.' }),
  levels: allLevels<ClientModule>('client'),
  theirLevels: allLevels<ClientModule>('client'),
  ...rowState,
});
export const ClientSharing = strict({ items: Type.Array(ClientSharingRow) });

export const ClientSharingSave = Type.Object(
  { levels: someLevels<ClientModule>('client', 0), ...dates },
  { additionalProperties: false, description: 'A date that is left out or null is no date.' },
);
export type ClientSharingSave = Static<typeof ClientSharingSave>;

export const ClientSharingBulk = strict({
  partnerIds: Type.Array(ids, { minItems: 1, maxItems: mostPartners }),
  levels: someLevels<ClientModule>('client', 1),
});
export type ClientSharingBulk = Static<typeof ClientSharingBulk>;

export const UserSharingRow = strict({
  partner: Partner,
  levels: allLevels<UserModule>('user'),
  theirLevels: allLevels<UserModule>('user'),
  partnerCanRead: Type.Object(
    { permits: Type.Boolean(), inspections: Type.Boolean() },
    { additionalProperties: false, description: 'Whether anyone at the partner holds the Read permission.' },
  ),
  ...rowState,
});
export const UserSharing = strict({
  version: Type.Integer({ description: "The whole table's; 0 when it was never saved." }),
  items: Type.Array(UserSharingRow),
});

export const UserSharingSave = strict({
  items: Type.Array(strict({ partnerId: ids, levels: someLevels<UserModule>('user', 0), ...dates }), {
    maxItems: mostPartners,
    description: 'The whole table: a partner that is left out is removed.',
  }),
});
export type UserSharingSave = Static<typeof UserSharingSave>;

export const CandidateParameters = strict({ q: Type.Optional(text(200)) });
export const Candidates = strict({ items: Type.Array(Partner) });

/** The agencies whose records one may come to see. */
export const Grantors = strict({ items: Type.Array(AgencyRef) });
