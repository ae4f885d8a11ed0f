/** Agencies as the operator keeps them. County codes are FIPS (state 2 + county 3 digits). */
import { type Static, Type } from 'typebox';
import {
  Email,
  Id,
  line,
  listParameters,
  Nullable,
  oneOf,
  page,
  SignInState,
  strict,
  Time,
  text,
} from './common.ts';

const Fips = Type.String({ pattern: '^\\d{5}$', description: 'County FIPS code, 5 digits.' });
const Features = strict({ clientDataSharing: Type.Boolean(), userDataSharing: Type.Boolean() });

/** What an account says of an agency. */
export const agencyFacts = {
  name: line(200),
  kind: line(60),
  state: Type.String({ pattern: '^[A-Z]{2}$' }),
  countyFips: Fips,
  countyFipsList: Type.Array(Fips, { minItems: 1, maxItems: 50, uniqueItems: true }),
  nerisId: Nullable(text(40)),
  fdid: Nullable(text(40)),
  timeZone: line(60),
  color: Type.String({ pattern: '^#[0-9A-Fa-f]{6}$' }),
};

export const Agency = strict({
  id: Id,
  version: Type.Integer(),
  createdAt: Time,
  updatedAt: Time,
  ...agencyFacts,
  features: Features,
  active: Type.Boolean(),
});
export const AgencyPage = page(Agency);
export const AgencyParameters = strict({
  ...listParameters,
  q: Type.Optional(text(200)),
  state: Type.Optional(agencyFacts.state),
  county: Type.Optional(
    Type.String({ pattern: '^\\d{5}$', description: 'FIPS, five digits: agencies that serve this county.' }),
  ),
  feature: Type.Optional(
    oneOf(['clientDataSharing', 'userDataSharing', 'none'], {
      description: 'Agencies with this feature on, or with none.',
    }),
  ),
  administrator: Type.Optional(
    oneOf(['none'], { description: 'Agencies where nobody who can sign in manages users.' }),
  ),
});
export type AgencyParameters = Static<typeof AgencyParameters>;

export const NewAgency = strict({
  name: agencyFacts.name,
  kind: Type.Optional(agencyFacts.kind),
  state: agencyFacts.state,
  countyFips: agencyFacts.countyFips,
  countyFipsList: Type.Optional(agencyFacts.countyFipsList),
  nerisId: Type.Optional(agencyFacts.nerisId),
  fdid: Type.Optional(agencyFacts.fdid),
  timeZone: Type.Optional(agencyFacts.timeZone),
  color: Type.Optional(agencyFacts.color),
  features: Type.Optional(Type.Partial(Features, { additionalProperties: false })),
  active: Type.Optional(Type.Boolean()),
});
export type NewAgency = Static<typeof NewAgency>;

export const AgencyChange = Type.Partial(
  strict({
    ...agencyFacts,
    features: Type.Partial(Features, { additionalProperties: false }),
    active: Type.Boolean(),
  }),
  { additionalProperties: false },
);
export type AgencyChange = Static<typeof AgencyChange>;

export const NewAgencyUser = strict({
  name: line(200),
  email: Email,
  password: Type.Optional(Type.String({ maxLength: 200 })),
  role: Type.Optional(line(100)),
});
export const AgencyUser = strict({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  role: Type.String(),
  awaitsApproval: Type.Boolean({
    description: 'The agency has an administrator; one of them has to agree within 7 days.',
  }),
  invitation: Type.Optional(strict({ url: Type.String(), token: Type.String(), expiresAt: Time })),
});

/** Who manages an agency's users, as the operator sees them. */
export const Administrators = page(
  strict({
    id: Id,
    name: Type.String(),
    email: Type.String(),
    roles: Type.Array(Type.String()),
    active: Type.Boolean(),
    signIn: SignInState,
    invitedUntil: Nullable(Time),
    approvalUntil: Nullable(Time),
    lastSignInAt: Nullable(Time),
  }),
);

/** Whose lost invitation is to be replaced. */
export const LostInvitation = strict({ email: Email });

const Linked = strict({ id: Id, name: Type.String() });
export const Link = strict({ id: Id, agencies: Type.Array(Linked), createdAt: Time });
export const LinkPage = page(Link);
export const LinkParameters = strict(listParameters);
export const NewLink = strict({ agencies: Type.Array(Id, { minItems: 2, maxItems: 2, uniqueItems: true }) });
