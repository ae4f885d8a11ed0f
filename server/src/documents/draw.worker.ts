import type { PrintedDocument } from './document.ts';
import { drawDocument } from './draw.ts';

/** Sets a document as a PDF. Runs in a thread of the studio, where buffers arrive as plain bytes. */
export default async function draw(document: PrintedDocument): Promise<Uint8Array> {
  const photos = document.photos.map((photo) => ({ ...photo, jpeg: Buffer.from(photo.jpeg) }));
  return drawDocument({ ...document, photos });
}
