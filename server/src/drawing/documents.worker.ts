import { PDFiumLibrary } from '@hyzyla/pdfium';
import sharp from 'sharp';
import { draw, type OpenFile, Refusal, read } from './pictures.worker.ts';

/** An attachment as it is stored: a preview, and the original that only its own agency downloads. */
export interface DrawnDocument {
  readonly type: 'image/jpeg' | 'application/pdf';
  readonly preview: Uint8Array;
  readonly original: Uint8Array;
  readonly width: number;
  readonly height: number;
  readonly pages: number;
}

/** Why a file is not drawn. */
export interface NotDrawnDocument {
  readonly refused: Refused;
}
export type Refused =
  | 'not_a_photo'
  | 'too_many_pixels'
  | 'heic'
  | 'not_an_attachment'
  | 'encrypted_pdf'
  | 'unreadable_pdf'
  | 'too_many_pages';

const sides = { full: 2560, preview: 1600 };
const mostPages = 300;
const heicBrands = ['heic', 'heix', 'hevc', 'hevx', 'heim', 'heis', 'mif1', 'msf1', 'heif'];

/** What the first bytes say a file is; what a sender says of it is not looked at. */
function sniff(bytes: Buffer): 'picture' | 'pdf' | 'heic' | 'other' {
  const head = bytes.subarray(0, 16).toString('latin1');
  if (head.startsWith('%PDF-')) return 'pdf';
  if (head.slice(4, 8) === 'ftyp' && heicBrands.includes(head.slice(8, 12))) return 'heic';
  const isPicture =
    head.startsWith('\xff\xd8\xff') ||
    head.startsWith('\x89PNG\r\n\x1a\n') ||
    (head.startsWith('RIFF') && head.slice(8, 12) === 'WEBP');
  return isPicture ? 'picture' : 'other';
}

class DocumentRefusal extends Error {
  readonly refused: Refused;
  constructor(refused: Refused) {
    super(refused);
    this.refused = refused;
  }
}

/** Draws a photo, or the first page of a PDF. Runs in a thread of the studio. */
export default async function drawDocument(file: OpenFile): Promise<DrawnDocument | NotDrawnDocument> {
  try {
    const bytes = read(file);
    const kind = sniff(bytes);
    if (kind === 'heic') throw new DocumentRefusal('heic');
    if (kind === 'other') throw new DocumentRefusal('not_an_attachment');
    if (kind === 'pdf') return await drawPdf(bytes);
    const { full, ...rest } = await draw(bytes, sides);
    return { ...rest, type: 'image/jpeg', original: full, pages: 1 };
  } catch (error) {
    if (error instanceof DocumentRefusal || error instanceof Refusal) return { refused: error.refused };
    throw error;
  }
}

async function drawPdf(bytes: Buffer): Promise<DrawnDocument> {
  // The library keeps state in WebAssembly memory: a fresh one a file, so that a broken file harms no other.
  const library = await PDFiumLibrary.init();
  try {
    const { data, width, height, pages } = await firstPage(library, bytes);
    const raw = sharp(data, { raw: { width, height, channels: 4 } });
    const preview = await raw.flatten({ background: '#ffffff' }).jpeg({ quality: 80 }).toBuffer();
    return { type: 'application/pdf', preview, original: bytes, width, height, pages };
  } finally {
    library.destroy();
  }
}

async function firstPage(library: PDFiumLibrary, bytes: Buffer) {
  try {
    const document = await library.loadDocument(bytes);
    const pages = document.getPageCount();
    if (pages < 1) throw new DocumentRefusal('unreadable_pdf');
    if (pages > mostPages) throw new DocumentRefusal('too_many_pages');
    const page = document.getPage(0);
    const { originalWidth, originalHeight } = page.getOriginalSize();
    const longest = Math.max(originalWidth, originalHeight);
    const shortest = Math.min(originalWidth, originalHeight);
    // A strip so narrow that its preview has no pixels across is no page.
    if (!(shortest > 0) || (shortest / longest) * sides.preview < 1)
      throw new DocumentRefusal('unreadable_pdf');
    const scale = sides.preview / longest;
    const drawn = await page.render({ scale, render: 'bitmap' });
    return { data: drawn.data, width: drawn.width, height: drawn.height, pages };
  } catch (error) {
    if (error instanceof DocumentRefusal) throw error;
    throw new DocumentRefusal(/password|security/i.test(String(error)) ? 'encrypted_pdf' : 'unreadable_pdf');
  }
}
