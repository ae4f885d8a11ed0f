import PDFDocument from 'pdfkit';
import type { Report, ReportTable } from './content.ts';
import { type Fonts, fontsFor } from './fonts.ts';

const margin = 54;
const ink = '#1b1f24';
const faint = '#5d6670';
const rule = '#c9ced4';
const padding = 4;

/** A page under way: where the next thing goes, and what every part of the report needs to know. */
interface Page {
  readonly doc: PDFKit.PDFDocument;
  readonly fonts: Fonts;
  readonly width: number;
  readonly bottom: number;
  y: number;
}

/** Sets a report: letter size, as many pages as it needs, each with its footer. */
export async function drawReport(report: Report): Promise<Buffer> {
  const fonts = fontsFor(textsOf(report));
  const doc = new PDFDocument({
    size: 'LETTER',
    margins: { top: margin, bottom: margin, left: margin, right: margin },
    bufferPages: true,
    font: fonts.plain,
    lang: 'en-US',
    displayTitle: true,
    info: { Title: `Inspection report ${report.number}`, Author: report.agency, Creator: 'Standpipe' },
  });
  const done = collect(doc);
  const page: Page = {
    doc,
    fonts,
    width: doc.page.width - 2 * margin,
    bottom: doc.page.height - margin - 24,
    y: margin,
  };
  drawHead(page, report);
  drawFacts(page, report.facts);
  for (const table of report.tables) drawTable(page, table);
  drawSignatures(page, report.signatures);
  drawFooters(page, report);
  doc.end();
  return done;
}

const textsOf = (report: Report) => [
  report.agency,
  report.number,
  ...report.facts.flat(),
  ...report.tables.flatMap((table) => table.rows.flat()),
];

async function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of doc) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/** Goes on to a new page unless there is room for this much. True: it did. */
function makeRoom(page: Page, height: number): boolean {
  if (page.y + height <= page.bottom) return false;
  page.doc.addPage();
  page.y = margin;
  return true;
}

const write = (page: Page, size: number, weight: keyof Fonts = 'plain', color = ink) =>
  page.doc.font(page.fonts[weight]).fontSize(size).fillColor(color);

/** Writes text and moves down behind it. */
function put(page: Page, text: string, x: number, width: number, after: number): void {
  page.doc.text(text, x, page.y, { width });
  page.y += page.doc.heightOfString(text, { width }) + after;
}

function drawHead(page: Page, report: Report): void {
  page.doc.rect(margin, page.y, page.width, 3).fill(report.color);
  page.y += 14;
  write(page, 11, 'plain', faint);
  put(page, report.agency, margin, page.width, 2);
  write(page, 20, 'bold');
  put(page, `Inspection report ${report.number}`, margin, page.width, 14);
}

/** Facts in two columns, each label above its value. */
function drawFacts(page: Page, facts: Report['facts']): void {
  const width = page.width / 2 - 8;
  for (let at = 0; at < facts.length; at += 2) {
    const pair = facts.slice(at, at + 2);
    write(page, 10.5);
    const height = Math.max(...pair.map(([, value]) => page.doc.heightOfString(value, { width })));
    pair.forEach(([label, value], column) => {
      const x = margin + column * (width + 16);
      write(page, 8, 'plain', faint).text(label, x, page.y, { width });
      write(page, 10.5).text(value, x, page.y + 11, { width });
    });
    page.y += height + 19;
  }
  page.y += 6;
}

function drawTable(page: Page, table: ReportTable): void {
  makeRoom(page, 70);
  write(page, 12, 'bold');
  put(page, table.title, margin, page.width, 6);
  if (table.rows.length === 0) {
    write(page, 9.5, 'plain', faint);
    put(page, table.none, margin, page.width, 18);
    return;
  }
  drawRow(page, table.shares, table.headings, 'bold');
  for (const row of table.rows) {
    write(page, 9);
    if (makeRoom(page, heightOf(page, table.shares, row)))
      drawRow(page, table.shares, table.headings, 'bold');
    drawRow(page, table.shares, row, 'plain');
  }
  page.y += 18;
}

const heightOf = (page: Page, shares: readonly number[], row: readonly string[]) =>
  2 * padding +
  Math.max(
    ...row.map((text, at) =>
      page.doc.heightOfString(text || ' ', { width: shares[at]! * page.width - 2 * padding }),
    ),
  );

function drawRow(page: Page, shares: readonly number[], row: readonly string[], weight: keyof Fonts): void {
  write(page, weight === 'bold' ? 8 : 9, weight, weight === 'bold' ? faint : ink);
  const height = heightOf(page, shares, row);
  let x = margin;
  row.forEach((text, at) => {
    const width = shares[at]! * page.width;
    page.doc.text(text, x + padding, page.y + padding, { width: width - 2 * padding });
    x += width;
  });
  page.y += height;
  page.doc
    .moveTo(margin, page.y)
    .lineTo(margin + page.width, page.y)
    .lineWidth(0.5)
    .strokeColor(rule)
    .stroke();
}

/** A line to sign on for each, with the name and a date, kept together on one page. */
function drawSignatures(page: Page, signatures: readonly string[]): void {
  makeRoom(page, 90);
  page.y += 44;
  const width = page.width / signatures.length - 12;
  signatures.forEach((who, at) => {
    const x = margin + at * (width + 24);
    page.doc
      .moveTo(x, page.y)
      .lineTo(x + width, page.y)
      .lineWidth(0.75)
      .strokeColor(ink)
      .stroke();
    write(page, 8, 'plain', faint).text(`${who}: signature and date`, x, page.y + 4, { width });
  });
  page.y += 20;
}

function drawFooters(page: Page, report: Report): void {
  const { start, count } = page.doc.bufferedPageRange();
  for (let at = 0; at < count; at++) {
    page.doc.switchToPage(start + at);
    page.doc.page.margins.bottom = 0; // the footer stands in the margin, where text would otherwise open a new page
    const y = page.doc.page.height - margin;
    const text = { width: page.width, lineBreak: false, ellipsis: true, height: 10 };
    write(page, 8, 'plain', faint);
    page.doc.text(`Generated ${report.generated}`, margin, y, text);
    page.doc.text(`Page ${at + 1} of ${count}`, margin, y, { ...text, align: 'right' });
  }
}
