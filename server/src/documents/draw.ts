import type { DocumentTable, PrintedDocument } from './document.ts';
import { fontsFor } from './fonts.ts';
import { openSheet, type Sheet, type Style } from './sheet.ts';

const ink = '#1b1f24';
const faint = '#5d6670';
const hairline = '#c9ced4';
const padding = 3;

const styles = {
  agency: { size: 11, weight: 'plain', color: faint },
  title: { size: 20, weight: 'bold', color: ink },
  section: { size: 12, weight: 'bold', color: ink },
  label: { size: 8, weight: 'plain', color: faint },
  value: { size: 10.5, weight: 'plain', color: ink },
  heading: { size: 8, weight: 'bold', color: faint },
  cell: { size: 9, weight: 'plain', color: ink },
  aside: { size: 9.5, weight: 'plain', color: faint },
} as const satisfies Record<string, Style>;

/** Sets a document: letter size, as many pages as it needs, each with its footer. */
export async function drawDocument(document: PrintedDocument): Promise<Buffer> {
  const texts = [
    document.agency,
    document.title,
    ...document.facts.flat(),
    ...document.texts.flat(),
    ...document.tables.flatMap(({ rows }) => rows.flat()),
    ...document.photos.map(({ caption }) => caption),
  ];
  const sheet = openSheet(fontsFor(texts), {
    Title: document.title,
    Author: document.agency,
    Creator: 'Standpipe',
  });
  drawHead(sheet, document);
  drawFacts(sheet, document.facts);
  for (const text of document.texts) drawText(sheet, text);
  for (const table of document.tables) drawTable(sheet, table);
  drawPhotos(sheet, document.photos);
  drawSignatures(sheet, document.signatures);
  sheet.footers(styles.label, (page, pages) => [
    `Generated ${document.generated}`,
    `Page ${page} of ${pages}`,
  ]);
  return sheet.close();
}

function drawHead(sheet: Sheet, document: PrintedDocument): void {
  sheet.bar(document.color);
  sheet.y += 14;
  sheet.y += sheet.text(document.agency, styles.agency) + 2;
  sheet.y += sheet.text(document.title, styles.title) + 14;
}

/** Facts in two columns, each label above its value. */
function drawFacts(sheet: Sheet, facts: PrintedDocument['facts']): void {
  const width = sheet.width / 2 - 8;
  for (let at = 0; at < facts.length; at += 2) {
    const heights = facts.slice(at, at + 2).map(([label, value], column) => {
      const x = column * (width + 16);
      sheet.text(label, styles.label, { x, width });
      return sheet.text(value, styles.value, { x, width, below: 11 });
    });
    sheet.y += Math.max(...heights) + 19;
  }
  sheet.y += 6;
}

/** A heading and its paragraph, which goes on to the next page where it must. */
function drawText(sheet: Sheet, [heading, text]: PrintedDocument['texts'][number]): void {
  const lines = sheet.lines(text, styles.value, sheet.width);
  const height = sheet.lineHeight(styles.value);
  sheet.makeRoom(24 + height);
  sheet.y += sheet.text(heading, styles.section) + 6;
  for (const each of lines) {
    sheet.makeRoom(height);
    sheet.put([each], styles.value, 0, 0);
    sheet.y += height;
  }
  sheet.y += 18;
}

/** A table. Its title and headings stay with its first row, and the headings come again on every page it goes on to. */
function drawTable(sheet: Sheet, { title, headings, shares, rows, none }: DocumentTable): void {
  const first = rows[0];
  sheet.makeRoom(42 + (first ? layRow(sheet, shares, first, styles.cell).height : 0));
  sheet.y += sheet.text(title, styles.section) + 6;
  if (!first) {
    sheet.y += sheet.text(none, styles.aside) + 18;
    return;
  }
  const head = layRow(sheet, shares, headings, styles.heading);
  drawRow(sheet, head);
  for (const texts of rows) {
    const row = layRow(sheet, shares, texts, styles.cell);
    if (sheet.makeRoom(row.height)) drawRow(sheet, head);
    drawRow(sheet, row);
  }
  sheet.y += 18;
}

interface Row {
  readonly style: Style;
  readonly cells: readonly { readonly x: number; readonly lines: readonly string[] }[];
  readonly height: number;
}

function layRow(sheet: Sheet, shares: readonly number[], texts: readonly string[], style: Style): Row {
  let x = padding;
  const cells = texts.map((text, at) => {
    const width = shares[at]! * sheet.width;
    const cell = { x, lines: sheet.lines(text, style, width - 2 * padding) };
    x += width;
    return cell;
  });
  const most = Math.max(...cells.map(({ lines }) => lines.length));
  return { style, cells, height: most * sheet.lineHeight(style) + 2 * padding };
}

function drawRow(sheet: Sheet, { style, cells, height }: Row): void {
  for (const { x, lines } of cells) sheet.put(lines, style, x, padding);
  sheet.y += height;
  sheet.rule(0, sheet.width, hairline);
}

const photosAcross = 3;
const photoGap = 12;

/** Photos side by side, each above its caption; a row of them stays on one page. */
function drawPhotos(sheet: Sheet, photos: PrintedDocument['photos']): void {
  if (photos.length === 0) return;
  const width = (sheet.width - photoGap * (photosAcross - 1)) / photosAcross;
  const scaled = photos.map((each) => {
    const scale = Math.min(width / each.width, width / each.height);
    return { ...each, width: each.width * scale, height: each.height * scale };
  });
  for (let at = 0; at < scaled.length; at += photosAcross) {
    const row = scaled.slice(at, at + photosAcross);
    const height = Math.max(...row.map((each) => each.height));
    sheet.makeRoom(height + 24 + (at === 0 ? 24 : 0));
    if (at === 0) sheet.y += sheet.text('Photos', styles.section) + 6;
    row.forEach(({ jpeg, caption, width: wide, height: high }, column) => {
      const x = column * (width + photoGap);
      sheet.image(jpeg, x, wide, high);
      sheet.text(caption, styles.label, { x, width, below: height + 3 });
    });
    sheet.y += height + 24;
  }
}

/** A line to sign on for each, kept together on one page. */
function drawSignatures(sheet: Sheet, signatures: readonly string[]): void {
  sheet.makeRoom(60);
  sheet.y += 40;
  const width = sheet.width / signatures.length - 12;
  signatures.forEach((who, at) => {
    const x = at * (width + 24);
    sheet.rule(x, width, ink);
    sheet.text(`${who}: signature and date`, styles.label, { x, width, below: 4 });
  });
  sheet.y += 20;
}
