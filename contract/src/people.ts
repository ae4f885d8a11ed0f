/** Persons, how they sign in, and an agency's users, roles and keys. */
import { permissions } from '@standpipe/policy';
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
import { Contact } from './settings.ts';

const Password = Type.String({
  maxLength: 400,
  description: '8 to 200 characters; not one of the commonest, and not little more than the e-mail address.',
});
const Permissions = Type.Array(oneOf(permissions), { maxItems: 200, uniqueItems: true });
const RoleIds = Type.Array(Id, { maxItems: 50, uniqueItems: true });

// Signing in

export const SignIn = strict({ email: Email, password: Password, rememberMe: Type.Optional(Type.Boolean()) });
export const EmailOnly = strict({ email: Email });
export const NewPasswordByToken = strict({ token: line(200), newPassword: Password });
export const AuthReply = Type.Unknown({ description: 'What the auth library answers, without the token.' });

// Who am I

const Named = strict({ id: Id, name: Type.String() });
export const Me = strict({
  user: strict({ id: Id, name: Type.String(), email: Type.String() }),
  agency: Nullable(
    strict({
      id: Id,
      name: Type.String(),
      state: Type.String(),
      countyFips: Type.String(),
      color: Type.String(),
      kind: Type.String(),
      timeZone: Type.String(),
      contact: Contact,
    }),
  ),
  operator: Type.Boolean(),
  permissions: Type.Array(Type.String()),
  features: strict({ clientDataSharing: Type.Boolean(), userDataSharing: Type.Boolean() }),
  memberships: Type.Array(
    strict({
      agency: strict({ id: Id, name: Type.String(), state: Type.String(), color: Type.String() }),
    }),
  ),
});

export const MembershipChoice = strict({ agencyId: Id });
export const PasswordChange = strict({ current: Password, new: Password });

export const AccountChange = Type.Object(
  { name: Type.Optional(line(200)), email: Type.Optional(Email), current: Password },
  { additionalProperties: false, description: '`current`: your password, asked again.' },
);
export type AccountChange = Static<typeof AccountChange>;
export const Account = strict({
  user: strict({ id: Id, name: Type.String(), email: Type.String() }),
  unconfirmed: Nullable(
    Type.String({ description: 'The new address that a link was mailed to; it counts once that is opened.' }),
  ),
});

/** Agencies that invite a person who has proven an address. */
export const Invitations = page(
  strict({
    id: Id,
    agency: strict({ id: Id, name: Type.String(), state: Type.String(), color: Type.String() }),
    name: Type.String({ description: 'What the agency calls you.' }),
    expiresAt: Time,
  }),
);

export const Sessions = page(
  strict({
    id: Id,
    current: Type.Boolean(),
    agency: Nullable(Named),
    address: Nullable(Type.String()),
    userAgent: Nullable(Type.String()),
    createdAt: Time,
    expiresAt: Time,
  }),
);

const keyHead = {
  id: Id,
  name: Type.String(),
  prefix: Type.String({ description: 'How the key begins, to tell keys apart.' }),
  permissions: Type.Array(Type.String()),
  link: Type.Boolean({ description: 'A GIS link: its key is part of an address.' }),
  expiresAt: Nullable(Time),
  createdAt: Time,
};
export const ApiKey = strict({
  ...keyHead,
  key: Type.Optional(Type.String({ description: 'The key itself; sent once, when it is made.' })),
});
export const ApiKeys = page(ApiKey);
export const AgencyKeys = page(
  strict({
    ...keyHead,
    user: strict({ id: Id, name: Type.String(), email: Type.String(), active: Type.Boolean() }),
  }),
);
export const KeyParameters = strict(listParameters);
export const NewApiKey = strict({
  name: line(100),
  permissions: Permissions,
  expiresAt: Type.Optional(Nullable(Time)),
});
export type NewApiKey = Static<typeof NewApiKey>;

/** What a GIS link may carry: it reads layers and does nothing else. */
export const linkPermissions = ['Addresses - Read', 'Hydrants - Read', 'Pre-Plans - Read'] as const;
export const LinkKey = strict({
  ...keyHead,
  path: Type.Optional(
    Type.String({ description: 'The path of the OGC API with the key in it; sent once, when it is made.' }),
  ),
});
export const NewLinkKey = strict({
  name: Type.Optional(line(100)),
  permissions: Type.Optional(
    Type.Array(oneOf(linkPermissions), {
      minItems: 1,
      maxItems: 3,
      uniqueItems: true,
      description: 'Those of the three that you hold, unless said.',
    }),
  ),
  expiresAt: Type.Optional(Nullable(Time)),
});
export type NewLinkKey = Static<typeof NewLinkKey>;

// An agency's users and roles

export const InvitationLink = strict({ token: Type.String(), url: Type.String(), expiresAt: Time });

export const User = strict({
  id: Id,
  version: Type.Integer(),
  createdAt: Time,
  updatedAt: Time,
  name: Type.String(),
  email: Type.String(),
  roles: Type.Array(Named),
  active: Type.Boolean(),
  signIn: SignInState,
  invitedUntil: Nullable(Time),
  approvalUntil: Nullable(Time),
  lastSignInAt: Nullable(Time),
  invitation: Type.Optional(InvitationLink),
});
export const UserPage = page(User);
export const UserParameters = strict({
  ...listParameters,
  q: Type.Optional(text(200)),
  active: Type.Optional(oneOf(['true', 'false'])),
});
export const NewUser = strict({
  name: line(200),
  email: Email,
  password: Type.Optional(Password),
  roles: RoleIds,
  active: Type.Optional(Type.Boolean()),
});
export type NewUser = Static<typeof NewUser>;
export const UserChange = Type.Partial(
  strict({ name: line(200), email: Email, password: Password, roles: RoleIds, active: Type.Boolean() }),
  { additionalProperties: false },
);
export type UserChange = Static<typeof UserChange>;

export const Role = strict({
  id: Id,
  version: Type.Integer(),
  createdAt: Time,
  updatedAt: Time,
  name: Type.String(),
  permissions: Type.Array(Type.String()),
  builtIn: Type.Boolean(),
});
export const RolePage = page(Role);
export const RoleParameters = strict(listParameters);
export const NewRole = strict({ name: line(100), permissions: Permissions });
export type NewRole = Static<typeof NewRole>;
export const RoleChange = Type.Partial(NewRole, { additionalProperties: false });
export type RoleChange = Static<typeof RoleChange>;

// Links that work once

export const InvitationRead = strict({
  name: Type.String(),
  email: Type.String(),
  agency: strict({ name: Type.String() }),
  expiresAt: Time,
  hasAccount: Type.Boolean({
    description:
      'By a mailed link only: there is an account with this address, which accepts without a password.',
  }),
});
export const InvitationAcceptance = strict({
  password: Type.Optional(Password),
  name: Type.Optional(line(200)),
});
export const SetupRead = strict({ purpose: Type.Literal('firstOperator'), expiresAt: Time });
export const NewOperator = strict({ name: line(200), email: Email, password: Password });
export const Welcome = strict({ email: Type.String() });

/** Who can sign in to the demo region, all with one password. */
export const DemoWelcome = strict({
  email: Type.String({ description: 'The operator.' }),
  password: Type.String({ description: 'Everybody’s in the demo but the operator’s.' }),
  people: Type.Array(
    strict({ agency: Type.String(), name: Type.String(), role: Type.String(), email: Type.String() }),
  ),
});
export type DemoWelcome = Static<typeof DemoWelcome>;
