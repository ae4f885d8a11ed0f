import PDFDocument from 'pdfkit';

/** A PDF with a red field in the middle of each page; with a password where one is given. */
export async function drawnPdf({
  pages = 1,
  password,
}: {
  readonly pages?: number;
  readonly password?: string;
} = {}): Promise<Buffer> {
  const document = new PDFDocument({ autoFirstPage: false, ...(password && { userPassword: password }) });
  const parts: Buffer[] = [];
  document.on('data', (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((done) => document.on('end', done));
  for (let page = 0; page < pages; page++)
    document.addPage({ size: 'LETTER' }).rect(100, 200, 412, 392).fill('#e01010');
  document.end();
  await ended;
  return Buffer.concat(parts);
}

/** A PDF written by hand around one page: its box and what it draws. */
export const rawPdf = (box: string, content: string): Buffer =>
  Buffer.from(`%PDF-1.7
1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[${box}]/Contents 4 0 R>>endobj
4 0 obj<</Length ${content.length}>>stream
${content}
endstream endobj
trailer<</Root 1 0 R>>
%%EOF`);
