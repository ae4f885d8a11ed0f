/** Photos of an inspection, which its violations refer to. */
import { type Static, Type } from 'typebox';
import { Id, oneOf, strict, Time } from './common.ts';

export const photoTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;

/** A photo never changes; its version is always 1. `width` and `height` are those of the full size. */
export const Photo = strict({
  id: Id,
  version: Type.Literal(1),
  createdAt: Time,
  width: Type.Integer(),
  height: Type.Integer(),
  violation: Type.Boolean({
    description: 'Does a violation refer to it? Partners see the previews of those.',
  }),
});
export type Photo = Static<typeof Photo>;
export const Photos = strict({ items: Type.Array(Photo) });

export const PhotoParameters = strict({
  size: Type.Optional(
    Type.Unsafe<'preview' | 'full'>({
      ...oneOf(['preview', 'full']),
      description: 'Preview unless said; full size is for the own agency.',
    }),
  ),
});

/** An image as the body itself, or as the part `file` of a form. */
export const PhotoUpload = Type.Unsafe<Uint8Array>({
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { file: { type: 'string', format: 'binary' } },
        required: ['file'],
      },
    },
    ...Object.fromEntries(photoTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])),
  },
});

export const PhotoFile = Type.Unsafe<Uint8Array>({
  description: 'The photo.',
  content: { 'image/jpeg': { schema: { type: 'string', format: 'binary' } } },
});
