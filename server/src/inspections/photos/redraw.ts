import sharp from 'sharp';
import { Problem } from '../../http/problems.ts';

/** A photo as it is kept: drawn anew, so that nothing of the file but its picture remains (no place, camera, script). */
export interface Drawn {
  readonly preview: Buffer;
  readonly full: Buffer;
  readonly width: number;
  readonly height: number;
}

const formats = new Set(['jpeg', 'png', 'webp']);
const mostPixels = 50_000_000;
const seconds = 15;
const atOnce = 2;

// Readers of other formats (SVG, PDF, TIFF and many more) are not for what strangers send.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
sharp.cache(false);

let running = 0;
const waiting: (() => void)[] = [];

/** Few pictures are drawn at once: each may take 200 MB for a moment. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((go) => waiting.push(go));
  else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}

const notAPhoto = () =>
  new Problem('unmet_requirement', 'This is not a photo that can be read: send a JPEG, PNG or WebP.', {
    errors: [{ path: 'file', message: 'is not a JPEG, PNG or WebP that can be read', code: 'not_a_photo' }],
  });

/**
 * Draws a photo anew in two sizes, upright, as JPEG.
 * @throws Problem `unmet_requirement` for what is no photo, `too_large` for one of too many pixels
 */
export const redraw = (bytes: Buffer): Promise<Drawn> => inTurn(() => draw(bytes));

async function draw(bytes: Buffer): Promise<Drawn> {
  const source = { limitInputPixels: mostPixels, failOn: 'error', pages: 1 } as const;
  // The size is looked at without the limit, so that too large is not said to be no photo.
  const head = await sharp(bytes, { ...source, limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw notAPhoto();
    });
  if (!formats.has(head.format ?? '')) throw notAPhoto();
  if ((head.width ?? 0) * (head.height ?? 0) > mostPixels)
    throw new Problem('too_large', 'The photo has more than 50 million pixels.');
  const fit = async (input: Buffer, side: number, quality: number) =>
    sharp(input, source)
      .timeout({ seconds })
      .rotate()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true })
      .catch(() => {
        throw notAPhoto();
      });
  const full = await fit(bytes, 2560, 84);
  const preview = await fit(full.data, 640, 76);
  return { preview: preview.data, full: full.data, width: full.info.width, height: full.info.height };
}
