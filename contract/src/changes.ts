/** The change log and partners' views, as the own agency reads them. */
import { Type } from 'typebox';
import { sealFields } from './checkpoint.ts';
import { Id, line, Nullable, page, strict, Time } from './common.ts';

export const Changes = page(
  strict({
    id: Type.String(),
    at: Time,
    action: Type.String(),
    kind: Type.Optional(Type.String()),
    recordId: Type.Optional(Nullable(Id)),
    user: Nullable(
      strict({
        id: Id,
        name: Type.String(),
        own: Type.Optional(Type.Boolean({ description: 'Whether they are a user of your agency.' })),
      }),
    ),
    names: Type.Optional(
      Type.Array(strict({ id: Id, name: Type.String() }), {
        description: 'What the ids of an entry are called: the partner of a sharing row, own users.',
      }),
    ),
    before: Type.Unknown(),
    after: Type.Unknown(),
    via: Nullable(Type.String()),
    ...sealFields,
  }),
);

/** Asks for what is like the record about to be made: the duplicate warning. */
export const SimilarQuery = strict({ placeId: Id, type: line(120) });
