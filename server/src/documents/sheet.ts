import PDFDocument from 'pdfkit';
import { type Fonts, runsOf } from './fonts.ts';
import { wrap } from './wrap.ts';

const margin = 50;

export interface Style {
  readonly size: number;
  readonly weight: keyof Fonts;
  readonly color: string;
}

/** Where text goes: from the left edge, in which width, how far below the current height. */
interface Spot {
  readonly x?: number;
  readonly width?: number;
  readonly below?: number;
}

/** Paper of letter size to set a document on, from the top down, page after page. Measures are points. */
export interface Sheet {
  readonly width: number;
  /** How far down the current page the next thing goes. */
  y: number;
  /** Goes on to a new page unless there is room for this much. True: it did. */
  makeRoom(height: number): boolean;
  lineHeight(style: Style): number;
  lines(text: string, style: Style, width: number): readonly string[];
  /** Writes lines, and leaves the height to the caller. */
  put(lines: readonly string[], style: Style, x: number, below: number): void;
  /** Writes text in lines as wide as the spot, and tells how high it came out. */
  text(text: string, style: Style, spot?: Spot): number;
  /** Sets a JPEG at the current height, so wide and high. */
  image(jpeg: Buffer, x: number, width: number, height: number): void;
  rule(x: number, width: number, color: string): void;
  /** A thick line across, in the agency's colour. */
  bar(color: string): void;
  /** Writes at the left and right foot of every page. */
  footers(style: Style, texts: (page: number, pages: number) => readonly [left: string, right: string]): void;
  close(): Promise<Buffer>;
}

export function openSheet(fonts: Fonts, info: PDFKit.DocumentInfo): Sheet {
  const doc = new PDFDocument({
    size: 'LETTER',
    margin,
    bufferPages: true,
    font: fonts.plain,
    lang: 'en-US',
    displayTitle: true,
    info,
  });
  const bytes = collect(doc);
  const { width: paperWidth, height: paperHeight } = doc.page;
  const use = ({ size, weight, color }: Style) => doc.font(fonts[weight]).fontSize(size).fillColor(color);
  const widthOf = (text: string, style: Style): number => {
    const runs = runsOf(text, fonts, style.weight);
    const width = runs.reduce(
      (sum, run) => sum + doc.font(run.font).fontSize(style.size).widthOfString(run.text),
      0,
    );
    use(style);
    return width;
  };
  const ascentOf = (style: Style): number => {
    const { _font: font } = use(style) as unknown as { readonly _font: { readonly ascender: number } };
    return (font.ascender / 1000) * style.size;
  };
  const lineHeight = (style: Style) => use(style).currentLineHeight(true);
  const widths = new Map<Style, Map<string, number>>();
  /** Measures parts of text in a style, each once. */
  const measureIn = (style: Style) => {
    const known = widths.get(style) ?? new Map<string, number>();
    widths.set(style, known);
    use(style);
    return (part: string) => {
      const width = known.get(part) ?? widthOf(part, style);
      known.set(part, width);
      return width;
    };
  };

  const sheet: Sheet = {
    width: paperWidth - 2 * margin,
    y: margin,
    makeRoom: (height) => {
      if (sheet.y + height <= paperHeight - margin - 16) return false;
      doc.addPage();
      sheet.y = margin;
      return true;
    },
    lineHeight,
    lines: (text, style, width) => wrap(text, width, measureIn(style)),
    put: (lines, style, x, below) => {
      const height = lineHeight(style);
      lines.forEach((line, at) => {
        const top = sheet.y + below + at * height;
        const runs = runsOf(line, fonts, style.weight);
        if (runs.length === 1 && runs[0]!.font === fonts[style.weight]) {
          doc.text(runs[0]!.text, margin + x, top, { lineBreak: false });
          return;
        }
        // All fonts of a line stand on the baseline of the first.
        const baseline = top + ascentOf(style);
        let left = margin + x;
        for (const { font, text } of runs) {
          doc.font(font).fontSize(style.size);
          doc.text(text, left, baseline, { lineBreak: false, baseline: 'alphabetic' });
          left += doc.widthOfString(text);
        }
        use(style);
      });
    },
    text: (text, style, { x = 0, width = sheet.width, below = 0 } = {}) => {
      const lines = sheet.lines(text, style, width);
      sheet.put(lines, style, x, below);
      return lines.length * lineHeight(style);
    },
    image: (jpeg, x, width, height) => {
      doc.image(jpeg, margin + x, sheet.y, { width, height });
    },
    rule: (x, width, color) => {
      doc
        .moveTo(margin + x, sheet.y)
        .lineTo(margin + x + width, sheet.y)
        .lineWidth(0.5)
        .strokeColor(color)
        .stroke();
    },
    bar: (color) => {
      doc.rect(margin, sheet.y, sheet.width, 3).fill(color);
    },
    footers: (style, texts) => {
      const { start, count } = doc.bufferedPageRange();
      for (let at = 0; at < count; at++) {
        doc.switchToPage(start + at);
        sheet.y = paperHeight - margin;
        const [left, right] = texts(at + 1, count);
        sheet.put([left], style, 0, 0);
        sheet.put([right], style, sheet.width - measureIn(style)(right), 0);
      }
    },
    close: () => {
      doc.end();
      return bytes;
    },
  };
  return sheet;
}

async function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of doc) parts.push(part as Buffer);
  return Buffer.concat(parts);
}
