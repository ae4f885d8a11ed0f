/** Pieces that every message is made of. Sources: api.md, *Conventions*; RFC 9457; RFC 7946. */
import { type Static, type TProperties, type TSchema, Type } from 'typebox';

/** An e-mail address. */
export const Email = Type.String({ format: 'email', maxLength: 254 });
export const Id = Type.String({ format: 'uuid', maxLength: 36, description: 'UUIDv7.' });
export const Time = Type.String({ format: 'date-time', description: 'RFC 3339, UTC.' });
/** The year 0 is none: calendars and the database begin with 1. */
export const Day = Type.String({ format: 'date', pattern: '^(?!0000)', description: 'YYYY-MM-DD.' });
export const line = (most: number) => Type.String({ minLength: 1, maxLength: most, pattern: '\\S' });
export const text = (most: number) => Type.String({ maxLength: most });
/** The schema, or null. Said in one type where JSON Schema can, so that a fault is named once. */
export const Nullable = <S extends TSchema>(schema: S) => {
  const { type, enum: values } = schema as { type?: string; enum?: readonly unknown[] };
  return Type.Unsafe<Static<S> | null>(
    typeof type === 'string'
      ? { ...schema, type: [type, 'null'], ...(values && { enum: [...values, null] }) }
      : Type.Union([schema, Type.Null()]),
  );
};
export const oneOf = <const T extends readonly string[]>(values: T, also: { description?: string } = {}) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: [...values], ...also });

/** An object that refuses what it does not name. */
export const strict = <P extends TProperties>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

export const Point = strict({
  type: Type.Literal('Point'),
  coordinates: Type.Tuple(
    [Type.Number({ minimum: -180, maximum: 180 }), Type.Number({ minimum: -90, maximum: 90 })],
    { minItems: 2, maxItems: 2, additionalItems: false },
  ),
});

export const AgencyRef = strict({ id: Id, name: Type.String(), color: Type.String() });

export const Access = strict({
  relation: oneOf(['own', 'shared']),
  via: Type.String({ description: 'The name of the way in (docs/rules).' }),
  can: Type.Array(Type.String()),
});

/** What every record carries. `withheld` is sent to its own agency only. */
export const recordHead = {
  id: Id,
  version: Type.Integer(),
  createdAt: Time,
  updatedAt: Time,
  agency: AgencyRef,
  access: Access,
  withheld: Type.Optional(Type.Boolean()),
};

/** The address that a permit or inspection carries itself; `id` is null when the viewer may not open the place. */
export const PlaceAtRecord = strict({
  id: Nullable(Id),
  addressLine: Type.String(),
  location: Point,
  agency: AgencyRef,
});

/** A page of a list. */
export const page = <S extends TSchema>(item: S) =>
  strict({
    items: Type.Array(item),
    nextCursor: Nullable(Type.String()),
    total: Type.Optional(Type.Integer({ description: 'With ?count=exact.' })),
  });

export const Problem = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    detail: Type.String(),
    code: Type.String(),
    errors: Type.Optional(
      Type.Array(strict({ path: Type.String(), message: Type.String(), code: Type.String() })),
    ),
    missing: Type.Optional(Type.Array(Type.Any())),
    version: Type.Optional(Type.Integer()),
    outcome: Type.Optional(
      Type.Unsafe<'unchanged' | 'unknown'>({
        type: 'string',
        enum: ['unchanged', 'unknown'],
        description: 'Of a write that met a database that was gone: nothing was saved, or it is not known.',
      }),
    ),
    requestId: Type.String(),
  },
  { $id: 'Problem', description: 'RFC 9457 problem details.' },
);

/** Parameters every list understands. */
export const listParameters = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 })),
  count: Type.Optional(Type.Literal('exact')),
};

/** Parameters of lists of records, with the orders that the kind has. */
export const recordParameters = (sorts: readonly string[]) => ({
  ...listParameters,
  sort: Type.Optional(oneOf(sorts.flatMap((each) => [each, `-${each}`]))),
  agency: Type.Optional(Id),
  access: Type.Optional(oneOf(['own', 'shared'])),
  q: Type.Optional(text(200)),
  bbox: Type.Optional(Type.String({ pattern: '^-?\\d+(\\.\\d+)?(,-?\\d+(\\.\\d+)?){3}$' })),
});

/** How a user of an agency signs in, or why they cannot yet. */
export const SignInState = oneOf(
  ['invited', 'agencyPassword', 'ownAccount', 'awaitingApproval', 'approvalExpired'],
  {
    description:
      'invited: nobody may act for it yet. agencyPassword: with what the agency handed out, for it alone. ownAccount: with an account whose address a mail has proven. awaitingApproval: the operator added them, and an administrator has to agree.',
  },
);
