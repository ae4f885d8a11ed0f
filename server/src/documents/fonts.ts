import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import bidiFactory from 'bidi-js';

/** The library is a function, whatever its types say. */
const bidi = (
  bidiFactory as unknown as () => { getEmbeddingLevels(text: string): { readonly levels: Uint8Array } }
)();

/** Names or files of the two weights that a document is set in. */
export interface Fonts {
  readonly plain: string;
  readonly bold: string;
}

/** What the fonts that every PDF reader has can write: Western European letters and common signs. */
const western =
  /^[\u0020-\u007e\u00a0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]*$/;

const { resolve } = createRequire(import.meta.url);

/** Scripts with fonts of their own; those of East Asia come in slices, each with some hundred signs. */
const scripts: readonly (readonly [RegExp, string, string | null])[] = [
  [/\p{Script=Thai}/u, 'thai', 'thai'],
  [/\p{Script=Devanagari}/u, 'devanagari', 'devanagari'],
  [/\p{Script=Hebrew}/u, 'hebrew', 'hebrew'],
  [/\p{Script=Arabic}/u, 'arabic', 'arabic'],
  [/\p{Script=Hangul}/u, 'kr', null],
  [/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fc\uff01-\uffef]/u, 'sc', null],
];

const folderOf = (name: string) => `@fontsource/noto-sans-${name}`;
const fileOf = (name: string, subset: string, weight: keyof Fonts) =>
  resolve(`${folderOf(name)}/files/noto-sans-${name}-${subset}-${weight === 'bold' ? 700 : 400}-normal.woff`);

interface Slice {
  readonly number: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}
const slices = new Map<string, readonly Slice[]>();

/** The slices of a font by the signs that each has. */
function slicesOf(name: string): readonly Slice[] {
  const known = slices.get(name);
  if (known) return known;
  const file = readFileSync(resolve(`${folderOf(name)}/unicode.json`), 'utf8');
  const made = Object.entries(JSON.parse(file) as Record<string, string>).flatMap(([key, list]) => {
    const number = /^\[(\d+)\]$/.exec(key)?.[1];
    if (!number) return [];
    const ranges = list.split(',').map((each) => {
      const [from = 0, to = from] = each
        .trim()
        .replace(/^U\+/i, '')
        .split('-')
        .map((part) => Number.parseInt(part, 16));
      return [from, to] as const;
    });
    return [{ number, ranges }];
  });
  slices.set(name, made);
  return made;
}

const emoji = /\p{Extended_Pictographic}|\p{Regional_Indicator}/u;
const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** A part of a line that is set in one font, in the order in which it stands on paper. */
export interface Run {
  readonly font: string;
  readonly text: string;
}

function fontOf(letter: string, fonts: Fonts, weight: keyof Fonts): string {
  const script = scripts.find(([pattern]) => pattern.test(letter));
  if (!script) return fonts[weight];
  const [, name, subset] = script;
  if (subset) return fileOf(name, subset, weight);
  const code = letter.codePointAt(0)!;
  const slice = slicesOf(name).find(({ ranges }) => ranges.some(([from, to]) => code >= from && code <= to));
  return slice ? fileOf(name, slice.number, weight) : fonts[weight];
}

/** A line as runs of one font each, from left to right. A picture sign that no font has is an empty box. */
export function runsOf(text: string, fonts: Fonts, weight: keyof Fonts): readonly Run[] {
  if (western.test(text)) return [{ font: fonts[weight], text }];
  const { levels } = bidi.getEmbeddingLevels(text);
  const runs: (Run & { readonly level: number })[] = [];
  for (const { segment, index } of letters.segment(text)) {
    const letter = emoji.test(segment) && !western.test(segment) ? '\u25a1' : segment;
    const level = levels[index] ?? 0;
    const last = runs.at(-1);
    const blank = letter === ' ';
    const font = blank && last ? last.font : fontOf(letter, fonts, weight);
    // From right to left each word is a run: the words change places, and the font turns the letters of each.
    const apart = level % 2 === 1 && (blank || last?.text === ' ');
    if (last && last.font === font && last.level === level && !apart)
      runs[runs.length - 1] = { ...last, text: last.text + letter };
    else runs.push({ font, level, text: letter });
  }
  return inOrder(runs);
}

/** Turns runs around as the Unicode bidirectional algorithm does (its rule L2). */
function inOrder<T extends { readonly level: number }>(runs: readonly T[]): readonly T[] {
  const placed = [...runs];
  const highest = Math.max(...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level--)
    for (let at = 0; at < placed.length; at++) {
      let end = at;
      while (end < placed.length && placed[end]!.level >= level) end += 1;
      if (end > at) placed.splice(at, end - at, ...placed.slice(at, end).reverse());
      at = Math.max(at, end);
    }
  return placed;
}

/** The fonts for these texts: built in where they can write them all, else embedded ones with far more letters. */
export const fontsFor = (texts: readonly string[]): Fonts =>
  texts.every((text) => western.test(text))
    ? { plain: 'Helvetica', bold: 'Helvetica-Bold' }
    : {
        plain: resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
        bold: resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
      };
