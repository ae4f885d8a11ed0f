/** Community Connect profiles: what a household or business wants its fire department to find. Source: field-map.md §7. */
import { type Static, Type } from 'typebox';
import {
  Day,
  Id,
  line,
  Nullable,
  oneOf,
  PlaceAtRecord,
  page,
  recordHead,
  recordParameters,
  strict,
  Time,
  text,
} from './common.ts';
import { needCategories, profileSections, profileTypes, sensitiveNames } from './community-connect-types.ts';

export * from './community-connect-types.ts';

const count = Type.Integer({ minimum: 0, maximum: 100_000 });
/** An object of which every field may be left out or null, which both mean: not recorded. */
const part = <P extends Parameters<typeof strict>[0]>(fields: P) =>
  Type.Partial(strict(fields), { additionalProperties: false });

const occupants = part({
  adults: Nullable(count),
  children: Nullable(count),
  overnight: Nullable(count),
  sleepsWhere: Nullable(line(300)),
  language: Nullable(line(60)),
  shifts: Nullable(line(300)),
  vacantFrom: Nullable(Day),
  vacantTo: Nullable(Day),
});
const entry = part({
  entrance: Nullable(line(300)),
  keyBox: Nullable(line(300)),
  gate: Nullable(line(300)),
  keyHolder: Nullable(line(200)),
  assemblyPoint: Nullable(line(300)),
});
const contacts = Type.Array(strict({ name: line(120), relation: Type.Optional(Nullable(line(120))) }), {
  maxItems: 10,
});
const pets = part({
  dogs: Nullable(count),
  cats: Nullable(count),
  other: Nullable(line(200)),
  where: Nullable(line(200)),
});
const utilities = part({
  gasShutoff: Nullable(line(300)),
  electricShutoff: Nullable(line(300)),
  waterShutoff: Nullable(line(300)),
  solar: Nullable(Type.Boolean()),
  battery: Nullable(Type.Boolean()),
  generator: Nullable(Type.Boolean()),
  evCharger: Nullable(Type.Boolean()),
});
const hazards = part({
  chemicals: Nullable(text(1000)),
  alarmCompany: Nullable(line(200)),
  smokeAlarms: Nullable(Type.Boolean()),
  other: Nullable(text(1000)),
});

const sections = {
  occupants: Nullable(occupants),
  entry: Nullable(entry),
  contacts: Nullable(contacts),
  pets: Nullable(pets),
  utilities: Nullable(utilities),
  hazards: Nullable(hazards),
};

const sensitive = {
  needs: Nullable(Type.Array(oneOf(needCategories), { maxItems: needCategories.length })),
  needsNotes: Nullable(text(1000)),
  gateCode: Nullable(line(60)),
  lockCode: Nullable(line(60)),
  alarmCode: Nullable(line(60)),
  contactPhones: Nullable(Type.Array(strict({ name: line(120), phone: line(40) }), { maxItems: 10 })),
};
/** Sensitive fields: encrypted in the database, masked in every list, shown by a reveal. */
export const Sensitive = Type.Partial(strict(sensitive), {
  additionalProperties: false,
  description: 'Sensitive fields: encrypted in the database, masked until they are revealed.',
  'x-sensitive': sensitiveNames,
});
export type Sensitive = Static<typeof Sensitive>;

const own = {
  homeOnly: Type.Array(oneOf(profileSections), {
    uniqueItems: true,
    maxItems: profileSections.length,
    description: 'Sections that partners do not see, with the sensitive fields that belong to them.',
  }),
  notes: Nullable(text(4000)),
};

const head = {
  type: oneOf(profileTypes),
  name: Nullable(line(200)),
  confirmedOn: Nullable(
    Type.Unsafe<string>({ ...Day, description: 'The day it was last confirmed by the people there.' }),
  ),
};

/** A profile as its reader may see it; a section that is not open to them is absent. */
export const CommunityConnect = strict({
  ...recordHead,
  place: PlaceAtRecord,
  type: head.type,
  name: head.name,
  confirmedOn: head.confirmedOn,
  ...Type.Partial(strict(sections)).properties,
  masked: Type.Array(oneOf(sensitiveNames), {
    description: 'The sensitive fields that are recorded and that this viewer can ask to reveal.',
  }),
  sensitive: Type.Optional(Sensitive),
  homeOnly: Type.Optional(own.homeOnly),
  notes: Type.Optional(Nullable(Type.String({ description: "The owner's internal notes." }))),
});
export type CommunityConnect = Static<typeof CommunityConnect>;
export const CommunityConnectPage = page(CommunityConnect);

const content = { ...head, ...sections, sensitive: Nullable(Sensitive), ...own };

export const NewCommunityConnect = strict({
  placeId: Id,
  ...Type.Partial(strict({ ...content, withheld: Type.Boolean() })).properties,
});
export type NewCommunityConnect = Static<typeof NewCommunityConnect>;

export const CommunityConnectChange = Type.Partial(strict({ ...content, withheld: Type.Boolean() }), {
  additionalProperties: false,
});
export type CommunityConnectChange = Static<typeof CommunityConnectChange>;

export const communityConnectSorts = ['createdAt', 'updatedAt', 'addressLine', 'confirmedOn'] as const;
export const CommunityConnectParameters = strict({
  ...recordParameters(communityConnectSorts),
  type: Type.Optional(head.type),
  place: Type.Optional(Id),
  confirmedBefore: Type.Optional(Day),
});

/** Why somebody looks at the sensitive fields; it goes into the owner's log. */
export const Reveal = strict({ reason: line(500) });
export type Reveal = Static<typeof Reveal>;
/** The revealed fields, and when the screen that shows them has to hide them again. */
export const Revealed = strict({ fields: Sensitive, until: Time });
