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
};

export const Permit = strict({
  ...recordHead,
  place: PlaceAtRecord,
  number: Type.String(),
  ...details,
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
  notes: Type.Optional(Nullable(text(4000))),
  withheld: Type.Optional(Type.Boolean()),
});
export type NewPermit = Static<typeof NewPermit>;

export const PermitChange = Type.Partial(
  strict({
    number: line(60),
    ...details,
    notes: Nullable(text(4000)),
    withheld: Type.Boolean(),
  }),
  { additionalProperties: false },
);
export type PermitChange = Static<typeof PermitChange>;

export const permitSorts = ['createdAt', 'updatedAt', 'number', 'issuedOn', 'addressLine'] as const;
export const PermitParameters = strict({
  ...recordParameters(permitSorts),
  status: Type.Optional(oneOf(permitStatuses)),
  class: Type.Optional(details.class),
  type: Type.Optional(text(120)),
  place: Type.Optional(Id),
});
