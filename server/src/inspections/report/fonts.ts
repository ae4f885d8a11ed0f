import { createRequire } from 'node:module';

/** Names or files of the two weights that a report is set in. */
export interface Fonts {
  readonly plain: string;
  readonly bold: string;
}

/** What the fonts that every PDF reader has can write: Western European letters and common signs. */
const western =
  /^[\u0020-\u007e\u00a0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]*$/;

const { resolve } = createRequire(import.meta.url);

/** The fonts for these texts: built in where they can write them all, else embedded ones with far more letters. */
export const fontsFor = (texts: readonly string[]): Fonts =>
  texts.every((text) => western.test(text))
    ? { plain: 'Helvetica', bold: 'Helvetica-Bold' }
    : {
        plain: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
        bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
      };
