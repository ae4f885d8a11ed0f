const letters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * Breaks text into lines no wider than `width`; a word that is wider by itself is broken between its letters. The time
 * it takes grows with the text and no faster, whatever the text is.
 */
export function wrap(text: string, width: number, measure: (part: string) => number): string[] {
  const lines: string[] = [];
  const blank = measure(' ');
  let line = '';
  let filled = 0;
  const add = (part: string, wide: number, gap: number) => {
    if (line !== '' && filled + gap + wide > width) {
      lines.push(line);
      [line, filled] = [part, wide];
    } else [line, filled] = [line === '' ? part : line + (gap > 0 ? ' ' : '') + part, filled + gap + wide];
  };
  for (const word of text.split(' ')) {
    const gap = line === '' ? 0 : blank;
    const wide = word.length < 60 ? measure(word) : Number.POSITIVE_INFINITY;
    if (wide <= width) add(word, wide, gap);
    else
      for (const { index, segment } of letters.segment(word))
        add(segment, measure(segment), index === 0 ? gap : 0);
  }
  return [...lines, line];
}
