/** Permits. `edition` and `section` name the code (IFC) that a type is taken from. */
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
  text,
} from './common.ts';

export const permitStatuses = ['applied', 'issued', 'expired', 'revoked', 'denied', 'closed'] as const;
export type PermitStatus = (typeof permitStatuses)[number];

/** From each status, where it may go. */
export const permitTransitions: Readonly<Record<PermitStatus, readonly PermitStatus[]>> = {
  applied: ['issued', 'denied'],
  issued: ['expired', 'revoked', 'closed'],
  expired: ['issued', 'closed'],
  revoked: [],
  denied: [],
  closed: [],
};

const details = {
  type: line(120),
  class: oneOf(['operational', 'construction']),
  status: oneOf(permitStatuses),
  description: Nullable(text(4000)),
  issuedOn: Nullable(Day),
  expiresOn: Nullable(Day),
  edition: Nullable(text(40)),
  section: Nullable(text(40)),
  holder: Nullable(text(200)),
};

/** What stays with the own agency, whatever is shared. */
const ownOnly = {
  contactName: Nullable(text(200)),
  contactPhone: Nullable(text(40)),
  contactEmail: Nullable(text(200)),
  fee: Nullable(
    Type.Number({ minimum: 0, maximum: 10_000_000, description: 'US dollars, at most two decimals.' }),
  ),
};

export const Permit = strict({
  ...recordHead,
  place: PlaceAtRecord,
  number: Type.String(),
  ...details,
  contactName: Type.Optional(ownOnly.contactName),
  contactPhone: Type.Optional(ownOnly.contactPhone),
  contactEmail: Type.Optional(ownOnly.contactEmail),
  fee: Type.Optional(ownOnly.fee),
  notes: Type.Optional(Nullable(Type.String({ description: "The own agency's internal notes." }))),
});
export const PermitPage = page(Permit);

export const NewPermit = strict({
  placeId: Id,
  number: Type.Optional(line(60)),
  type: details.type,
  class: details.class,
  status: Type.Optional(details.status),
  description: Type.Optional(details.description),
  issuedOn: Type.Optional(details.issuedOn),
  expiresOn: Type.Optional(details.expiresOn),
  edition: Type.Optional(details.edition),
  section: Type.Optional(details.section),
  holder: Type.Optional(details.holder),
  contactName: Type.Optional(ownOnly.contactName),
  contactPhone: Type.Optional(ownOnly.contactPhone),
  contactEmail: Type.Optional(ownOnly.contactEmail),
  fee: Type.Optional(ownOnly.fee),
  notes: Type.Optional(Nullable(text(4000))),
  withheld: Type.Optional(Type.Boolean()),
});
export type NewPermit = Static<typeof NewPermit>;

export const PermitChange = Type.Partial(
  strict({
    number: line(60),
    ...details,
    ...ownOnly,
    notes: Nullable(text(4000)),
    withheld: Type.Boolean(),
  }),
  { additionalProperties: false },
);
export type PermitChange = Static<typeof PermitChange>;

export const permitSorts = [
  'createdAt',
  'updatedAt',
  'number',
  'issuedOn',
  'expiresOn',
  'addressLine',
] as const;
export const PermitParameters = strict({
  ...recordParameters(permitSorts),
  status: Type.Optional(oneOf(permitStatuses)),
  class: Type.Optional(details.class),
  type: Type.Optional(text(120)),
  place: Type.Optional(Id),
  expiresFrom: Type.Optional(Day),
  expiresUntil: Type.Optional(Day),
});
