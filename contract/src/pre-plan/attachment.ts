/** Photos and PDFs of a pre-plan. */
import { type Static, Type } from 'typebox';
import { AgencyRef, Id, line, Nullable, oneOf, strict, Time, text } from '../common.ts';

/** What a body may be; `application/octet-stream` leaves it to the bytes, which decide in any case. */
export const attachmentTypes = [
  'image/jpeg',
  'image/png',
  'image/webp',
  'application/pdf',
  'application/octet-stream',
] as const;
export const attachmentCategories = ['sitePlan', 'floorPlan', 'photo', 'sds', 'other'] as const;
export const attachmentSides = ['A', 'B', 'C', 'D'] as const;

const described = {
  category: oneOf(attachmentCategories),
  caption: text(300),
  side: Nullable(oneOf(attachmentSides)),
  floor: Nullable(line(20)),
  position: Type.Integer({ minimum: 0, maximum: 10_000, description: 'Its place in the order, from 0.' }),
};

/**
 * `width` and `height` are those of the photo, or of the preview of a PDF's first page. `by` is the agency that added it;
 * null for a partner where that is another partner.
 */
export const PrePlanAttachment = strict({
  id: Id,
  version: Type.Integer(),
  createdAt: Time,
  updatedAt: Time,
  by: Nullable(AgencyRef),
  type: oneOf(['image/jpeg', 'application/pdf']),
  ...described,
  width: Type.Integer(),
  height: Type.Integer(),
  pages: Type.Integer(),
  size: Type.Integer({ description: "The original's bytes." }),
});
export type PrePlanAttachment = Static<typeof PrePlanAttachment>;
export const PrePlanAttachments = strict({ items: Type.Array(PrePlanAttachment) });

export const PrePlanAttachmentChange = Type.Partial(strict(described), {
  minProperties: 1,
  additionalProperties: false,
});
export type PrePlanAttachmentChange = Static<typeof PrePlanAttachmentChange>;

export const PrePlanAttachmentParameters = strict({
  size: Type.Optional(
    Type.Unsafe<'preview' | 'original'>({
      ...oneOf(['preview', 'original']),
      description: 'Preview unless said; the original is for the own agency.',
    }),
  ),
});

const binary = { schema: { type: 'string', format: 'binary' } };

/** A file as the body itself, or as the part `file` of a form. */
export const PrePlanAttachmentUpload = Type.Unsafe<Uint8Array>({
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        properties: { file: { type: 'string', format: 'binary' } },
        required: ['file'],
      },
    },
    ...Object.fromEntries(attachmentTypes.map((type) => [type, binary])),
  },
});

export const PrePlanAttachmentFile = Type.Unsafe<Uint8Array>({
  description: 'The preview as JPEG; the original as JPEG or PDF.',
  content: { 'image/jpeg': binary, 'application/pdf': binary },
});
