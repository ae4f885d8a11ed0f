import { Problem } from '../http/problems.ts';
import type { Upload } from '../http/upload.ts';
import type { Drawn, NotDrawn, OpenFile } from './pictures.worker.ts';
import type { Customer, Studio } from './studio.ts';

export type { Drawn } from './pictures.worker.ts';

const worker = new URL('./pictures.worker.ts', import.meta.url);

const refusals = {
  not_a_photo: () =>
    new Problem('unmet_requirement', 'This is not a photo that can be read: send a JPEG, PNG or WebP.', {
      errors: [{ path: 'file', message: 'is not a JPEG, PNG or WebP that can be read', code: 'not_a_photo' }],
    }),
  too_many_pixels: () => new Problem('too_large', 'The photo has more than 50 million pixels.'),
};

/**
 * Draws a photo anew in two sizes, upright, as JPEG.
 * @throws Problem `unmet_requirement` for what is no photo, `too_large` for one of too many pixels
 */
export async function redraw(studio: Studio, customer: Customer, { fd, size }: Upload): Promise<Drawn> {
  const task: OpenFile = { fd, size };
  const drawn = await studio.draw<Drawn | NotDrawn>(customer, worker, task);
  if ('refused' in drawn) throw refusals[drawn.refused]();
  return drawn;
}
