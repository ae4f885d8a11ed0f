/** Pre-plans: what a crew needs of one place. A partner reads the last published version. */
import { type Static, type TSchema, Type } from 'typebox';
import {
  AgencyRef,
  Id,
  line,
  listParameters,
  Nullable,
  oneOf,
  PlaceAtRecord,
  page,
  recordHead,
  recordParameters,
  strict,
  Time,
  text,
} from '../common.ts';
import { recorded, written } from './fields.ts';
import { type PrePlanSection, prePlanSections } from './sections.ts';

export const prePlanStatuses = ['draft', 'pendingApproval', 'published', 'archived'] as const;
export type PrePlanStatus = (typeof prePlanStatuses)[number];
export const prePlanDraftStatuses = ['draft', 'pendingApproval'] as const;

/** From each status, where a plan may go. A published plan's draft goes its own way and ends published. */
export const prePlanTransitions: Readonly<Record<PrePlanStatus, readonly PrePlanStatus[]>> = {
  draft: ['pendingApproval', 'published', 'archived'],
  pendingApproval: ['draft', 'published', 'archived'],
  published: ['archived'],
  archived: ['draft', 'published'],
};

type Fields<K extends PrePlanSection> = (typeof prePlanSections)[K]['fields'];
/** What a plan says, section by section; a field that is not there is not recorded. */
export type PrePlanContent = {
  readonly [K in PrePlanSection]?: {
    readonly [F in keyof Fields<K>]?: Fields<K>[F] extends { schema: infer S extends TSchema }
      ? Static<S>
      : never;
  };
};

const each = <T>(make: (section: (typeof prePlanSections)[PrePlanSection]) => T) =>
  Object.fromEntries(Object.entries(prePlanSections).map(([name, section]) => [name, make(section)]));

export const PrePlanContentSchema = Type.Unsafe<PrePlanContent>({
  ...Type.Partial(strict(each(({ fields, title }) => recorded(fields, title)) as never), {
    additionalProperties: false,
  }),
  description: 'What the plan says. A field that is absent is not recorded.',
});

/** A change of content: only what is named changes; null takes a field, or a whole section, away. */
export type PrePlanEdit = {
  readonly [section: string]: { readonly [field: string]: unknown } | null;
};
const PrePlanEditSchema = Type.Unsafe<PrePlanEdit>({
  ...Type.Partial(strict(each(({ fields, title }) => written(fields, title)) as never), {
    additionalProperties: false,
  }),
  description: 'Only what is named changes; null takes a field, or a whole section, away.',
});

export const PrePlan = strict({
  ...recordHead,
  place: PlaceAtRecord,
  status: oneOf(prePlanStatuses),
  publishedAt: Nullable(Time),
  sections: PrePlanContentSchema,
  draft: Type.Optional(
    Nullable(
      strict({
        status: oneOf(prePlanDraftStatuses),
        updatedAt: Time,
        fields: Type.Array(Type.String(), {
          description: 'What the draft changes, as in water.neededFlowGpm.',
        }),
      }),
    ),
  ),
  view: Type.Optional(
    Type.Literal('draft', { description: 'These are the contents of the draft, with ?view=draft.' }),
  ),
  notes: Type.Optional(Nullable(Type.String({ description: "The owner's internal notes." }))),
});
export type PrePlan = Static<typeof PrePlan>;
export const PrePlanPage = page(PrePlan);

const internal = { notes: Nullable(text(4000)), withheld: Type.Boolean() };

export const NewPrePlan = strict({
  placeId: Id,
  ...Type.Partial(
    strict({
      status: oneOf(['draft', 'pendingApproval', 'published']),
      sections: PrePlanEditSchema,
      ...internal,
    }),
  ).properties,
});
export type NewPrePlan = Static<typeof NewPrePlan>;

export const PrePlanChange = Type.Partial(
  strict({ status: oneOf(prePlanStatuses), sections: PrePlanEditSchema, ...internal }),
  { additionalProperties: false },
);
export type PrePlanChange = Static<typeof PrePlanChange>;

export const PrePlanView = strict({
  view: Type.Optional(Type.Literal('draft', { description: 'The draft, for the own agency; else 404.' })),
});

export const prePlanSorts = ['createdAt', 'updatedAt', 'addressLine', 'publishedAt', 'reviewDueOn'] as const;
export const PrePlanParameters = strict({
  ...recordParameters(prePlanSorts),
  status: Type.Optional(oneOf(prePlanStatuses)),
  draft: Type.Optional(
    Type.String({ ...oneOf(prePlanDraftStatuses), description: 'Plans with such a draft beside them.' }),
  ),
  place: Type.Optional(text(100)),
  dueBefore: Type.Optional(
    Type.String({ format: 'date', description: 'Plans whose review is due before this day.' }),
  ),
});

// Suggestions

export const suggestionStatuses = ['pending', 'accepted', 'refused'] as const;

/** What a partner asks to change: each field with what it said when they wrote, and what it should say. */
export const PrePlanSuggestion = strict({
  id: Id,
  status: oneOf(suggestionStatuses),
  createdAt: Time,
  by: strict({ agency: AgencyRef, user: Nullable(strict({ id: Id, name: Type.String() })) }),
  changes: Type.Array(
    strict({
      field: Type.String({ description: 'As in water.neededFlowGpm.' }),
      before: Type.Unknown(),
      after: Type.Unknown(),
      conflict: Type.Boolean({ description: 'The plan has changed there since.' }),
    }),
  ),
  decidedAt: Nullable(Time),
  reason: Nullable(Type.String()),
});
export type PrePlanSuggestion = Static<typeof PrePlanSuggestion>;
export const PrePlanSuggestions = strict({ items: Type.Array(PrePlanSuggestion) });
export const PrePlanSuggestionParameters = strict({
  status: Type.Optional(oneOf(suggestionStatuses)),
  limit: listParameters.limit,
});

/** The answer to a partner's change that waits for the owner. */
export const PrePlanSuggested = strict({
  suggestion: strict({ id: Id, status: Type.Literal('pending') }),
});

export const AcceptSuggestion = strict({
  fields: Type.Optional(
    Type.Array(line(100), {
      minItems: 1,
      maxItems: 200,
      description: 'Only these of its fields; all when left out.',
    }),
  ),
  overwrite: Type.Optional(
    Type.Boolean({ description: 'Also where the plan has changed since the suggestion was written.' }),
  ),
});
export type AcceptSuggestion = Static<typeof AcceptSuggestion>;
export const RefuseSuggestion = strict({ reason: Type.Optional(line(500)) });
export type RefuseSuggestion = Static<typeof RefuseSuggestion>;
