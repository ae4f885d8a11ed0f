/** Why somebody sees a record or does not, what a save of a sheet would change, and own records gone dark. */
import { kinds } from '@standpipe/policy';
import { type Static, Type } from 'typebox';
import { Id, Nullable, oneOf, Point, strict, Time } from './common.ts';
import { ClientSharingSave, UserSharingSave } from './sharing.ts';

// Explain

export const explainedActions = ['view', 'create', 'edit', 'delete', 'download', 'email'] as const;

/** The kinds of record that an explanation can be about; those without routes yet have no records. */
export const explainedKinds = kinds
  .map(({ kind }) => kind)
  .filter((kind) => kind !== 'device' && kind !== 'conversation');

export const ExplainQuery = strict({
  record: strict({ kind: oneOf(explainedKinds), id: Id }),
  agencyId: Id,
  userId: Type.Optional(Id),
  action: oneOf(explainedActions),
});
export type ExplainQuery = Static<typeof ExplainQuery>;

const Verdict = Nullable(Type.Boolean());

export const Explanation = strict({
  allowed: Type.Union([Type.Boolean(), Type.Null()], {
    description: 'Null when the answer hangs on what you may not know.',
  }),
  via: Nullable(Type.String({ description: 'The name of the way in.' })),
  ways: Type.Array(
    strict({
      name: Type.String(),
      conditions: Type.Array(
        strict({
          text: Type.String(),
          met: Verdict,
          whoCanChange: Nullable(Type.String()),
          why: Type.Optional(Type.String({ description: 'What keeps a stored setting from counting.' })),
        }),
      ),
    }),
  ),
  needs: Type.String({ description: "The permission, beside the kind's Read, that a user needs for it." }),
  missing: Type.Array(Type.String(), { description: 'Permissions that the named user lacks.' }),
  hints: Type.Array(Type.String()),
});
export type Explanation = Static<typeof Explanation>;

// Audience

export const AudienceQuery = strict({
  record: strict({ kind: oneOf(explainedKinds), id: Id }),
  change: Type.Optional(
    Type.Unsafe<'withheld' | 'shared'>({
      type: 'string',
      enum: ['withheld', 'shared'],
      description: 'Also answers for the record withheld, or no longer withheld.',
    }),
  ),
});
export type AudienceQuery = Static<typeof AudienceQuery>;

export const Audience = strict({
  items: Type.Array(
    strict({
      agency: strict({ id: Id, name: Type.String(), color: Type.String() }),
      allowed: Type.Union([Type.Boolean(), Type.Null()], {
        description: 'Null when another agency decides and only that agency can say.',
      }),
      via: Nullable(Type.String({ description: 'The name of the way in.' })),
      needs: Type.Array(Type.String(), {
        description: 'What is missing, or what only another agency can say.',
      }),
      after: Type.Optional(Verdict),
    }),
    { description: 'The partners on your sheets, and the agencies that the record names.' },
  ),
});
export type Audience = Static<typeof Audience>;

// Preview

const changes = <L extends typeof clientLevels | typeof userLevels>(levels: L) =>
  Type.Array(
    strict({
      partnerId: Id,
      levels: Type.Union([levels, Type.Null()], { description: 'Null: the partner leaves the sheet.' }),
      startsAt: Type.Optional(Nullable(Time)),
      endsAt: Type.Optional(Nullable(Time)),
    }),
    {
      minItems: 1,
      maxItems: 1000,
      description:
        'With `startsAt` or `endsAt` (null: no date) the answer is for the moment of the save, and `later` for the dates to come. Without both, dates are left aside.',
    },
  );
const clientLevels = ClientSharingSave.properties.levels;
const userLevels = UserSharingSave.properties.items.items.properties.levels;

export const PreviewHead = Type.Object({ sheet: oneOf(['client', 'user']) });
export const ClientPreviewQuery = strict({ sheet: Type.Literal('client'), changes: changes(clientLevels) });
export const UserPreviewQuery = strict({ sheet: Type.Literal('user'), changes: changes(userLevels) });
export const PreviewQuery = Type.Union([ClientPreviewQuery, UserPreviewQuery]);

const Sample = strict({
  kind: Type.String(),
  id: Id,
  label: Type.String(),
  change: oneOf(['gained', 'lost', 'dependsOnOthers']),
  location: Point,
});

const why = Type.Optional(
  Type.String({ description: 'Why nothing of it would be in force, and who to ask.' }),
);

const previewedModule = {
  module: Type.String(),
  gains: Type.Integer(),
  loses: Type.Integer(),
  dependsOnOthers: Type.Integer({
    description: "Records whose answer also depends on a third agency's setting.",
  }),
  sample: Type.Array(Sample, {
    maxItems: 5,
    description: 'Of kinds that you may read yourself.',
  }),
};

export const Preview = strict({
  partners: Type.Array(
    strict({
      partnerId: Id,
      why,
      modules: Type.Array(strict({ ...previewedModule, why })),
      later: Type.Array(
        strict({
          at: Time,
          event: oneOf(['starts', 'ends']),
          modules: Type.Array(strict(previewedModule)),
        }),
        { description: 'What each date to come would change then, counted over the records of today.' },
      ),
    }),
  ),
});
export type Preview = Static<typeof Preview>;

// Hidden records

const darkKinds = ['permit', 'inspection'] as const;

export const DarkRecords = strict({
  items: Type.Array(
    strict({
      kind: oneOf(darkKinds),
      placeOwner: strict({ id: Id, name: Type.String() }),
      count: Type.Integer(),
      ask: Type.String({ description: 'Who can bring them back, and how.' }),
    }),
  ),
});

export const DarkExport = strict({
  kind: Type.Optional(oneOf(darkKinds)),
  placeOwnerId: Type.Optional(Id),
});
export type DarkExport = Static<typeof DarkExport>;
