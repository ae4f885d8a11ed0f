import type { Report } from './content.ts';
import { drawReport } from './draw.ts';

/** Sets a report as a PDF. Runs in a thread of the studio, where buffers arrive as plain bytes. */
export default async function draw(report: Report): Promise<Uint8Array> {
  const photos = report.photos.map((photo) => ({ ...photo, jpeg: Buffer.from(photo.jpeg) }));
  return drawReport({ ...report, photos });
}
