import { readSync } from 'node:fs';
import sharp from 'sharp';

/** A photo as it is stored: drawn anew, so that nothing of the file but its picture remains (no place, camera, script). */
export interface Drawn {
  readonly preview: Uint8Array;
  readonly full: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Why a file is not drawn. */
export interface NotDrawn {
  readonly refused: 'not_a_photo' | 'too_many_pixels';
}

/** A file that is open in this process. */
export interface OpenFile {
  readonly fd: number;
  readonly size: number;
}

const formats = new Set(['jpeg', 'png', 'webp']);
const mostPixels = 50_000_000;
const seconds = 15;

// Readers of other formats (SVG, PDF, TIFF and many more) are not for what strangers send.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer', 'VipsForeignLoadWebpBuffer'],
});
sharp.cache(false);
sharp.concurrency(1);

export class Refusal extends Error {
  readonly refused: NotDrawn['refused'];
  constructor(refused: NotDrawn['refused']) {
    super(refused);
    this.refused = refused;
  }
}

/** Draws a photo anew in two sizes, upright, as JPEG. Runs in a thread of the studio. */
export default async function redraw(file: OpenFile): Promise<Drawn | NotDrawn> {
  try {
    return await draw(read(file));
  } catch (error) {
    if (error instanceof Refusal) return { refused: error.refused };
    throw error;
  }
}

export function read({ fd, size }: OpenFile): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  for (let at = 0; at < size; ) {
    const count = readSync(fd, bytes, at, size - at, at);
    if (count === 0) throw new Refusal('not_a_photo');
    at += count;
  }
  return bytes;
}

/** @param sides the longest sides of full size and preview */
export async function draw(bytes: Buffer, sides = { full: 2560, preview: 640 }): Promise<Drawn> {
  const source = { limitInputPixels: mostPixels, failOn: 'error', pages: 1 } as const;
  // The size is looked at without the limit, so that too large is not said to be no photo.
  const head = await sharp(bytes, { ...source, limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw new Refusal('not_a_photo');
    });
  if (!formats.has(head.format ?? '')) throw new Refusal('not_a_photo');
  if ((head.width ?? 0) * (head.height ?? 0) > mostPixels) throw new Refusal('too_many_pixels');
  const fit = async (input: Buffer, side: number, quality: number) =>
    sharp(input, source)
      .timeout({ seconds })
      .rotate()
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality })
      .toBuffer({ resolveWithObject: true })
      .catch(() => {
        throw new Refusal('not_a_photo');
      });
  const full = await fit(bytes, sides.full, 84);
  const preview = await fit(full.data, sides.preview, 76);
  return { preview: preview.data, full: full.data, width: full.info.width, height: full.info.height };
}
