import { Problem } from '../http/problems.ts';
import type { Upload } from '../http/upload.ts';
import type { DrawnDocument, NotDrawnDocument, Refused } from './documents.worker.ts';
import type { OpenFile } from './pictures.worker.ts';
import type { Customer, Studio } from './studio.ts';

export type { DrawnDocument } from './documents.worker.ts';

const worker = new URL('./documents.worker.ts', import.meta.url);

/** Why a file is refused, in one sentence each; the first part is what the form says at the file. */
const refusals: { readonly [R in Exclude<Refused, 'too_many_pixels'>]: readonly [string, string] } = {
  not_a_photo: ['is not a photo that can be read', 'This photo is damaged or cut short; send it again.'],
  heic: [
    'is HEIC',
    'HEIC photos cannot be read here: set the camera to "Most Compatible", or send the photo as JPEG.',
  ],
  not_an_attachment: ['is not a JPEG, PNG, WebP or PDF', 'This file is not a JPEG, PNG, WebP or PDF.'],
  encrypted_pdf: [
    'is a PDF with a password',
    'This PDF has a password; save it without one and send it again.',
  ],
  unreadable_pdf: [
    'is not a PDF that can be read',
    'This PDF is damaged or cut short; save it again and send it.',
  ],
  too_many_pages: [
    'has more than 300 pages',
    'This PDF has more than 300 pages; send the pages that matter.',
  ],
};

/**
 * Draws the preview of a photo or PDF, and what is stored of the file itself.
 * @throws Problem `unmet_requirement` for what is neither, `too_large` for a photo of too many pixels
 */
export async function drawDocument(
  studio: Studio,
  customer: Customer,
  { fd, size }: Upload,
): Promise<DrawnDocument> {
  const task: OpenFile = { fd, size };
  const drawn = await studio.draw<DrawnDocument | NotDrawnDocument>(customer, worker, task);
  if (!('refused' in drawn)) return drawn;
  if (drawn.refused === 'too_many_pixels')
    throw new Problem('too_large', 'The photo has more than 50 million pixels.');
  const [message, sentence] = refusals[drawn.refused];
  throw new Problem('unmet_requirement', sentence, {
    errors: [{ path: 'file', message, code: drawn.refused }],
  });
}
