import { type From, longestLine, nameOf, readText } from './lines.ts';
import { UnreadableFile } from './unreadable.ts';

const quote = 34;
const backslash = 92;
const longestCrs = 2000;

/** A feature's text, or that of the collection's member `crs`. */
export interface Piece {
  readonly is: 'feature' | 'crs';
  readonly text: string;
}

/**
 * The texts of a file's features one after another, so that they need not fit into memory together: those of a
 * FeatureCollection, or features that follow each other (newline-delimited GeoJSON).
 */
export async function* splitFeatures(from: From): AsyncGenerator<Piece> {
  let depth = 0;
  let inText = false;
  let escaped = false;
  let name = '';
  /** What is being collected, and at which depth it began. */
  let collected: { readonly is: 'feature' | 'crs' | 'object'; readonly depth: number; text: string } | null =
    null;
  let collection = false;
  let single = false;
  for await (const piece of readText(from)) {
    let start = 0;
    const begin = (is: 'feature' | 'crs' | 'object', at: number) => {
      collected = { is, depth, text: '' };
      start = at;
    };
    for (let at = 0; at < piece.length; at++) {
      const code = piece.charCodeAt(at);
      if (inText) {
        if (escaped) escaped = false;
        else if (code === backslash) escaped = true;
        else if (code === quote) inText = false;
        if (inText && depth === 1 && name.length < 60) name += piece[at];
      } else if (code === quote) {
        inText = true;
        if (depth === 1) name = '';
      } else if (code === 123 || code === 91) {
        depth += 1;
        if (depth === 1 && code === 123 && !collection) begin('object', at);
        else if (depth === 2 && code === 91 && name === 'features') {
          collection = true;
          collected = null;
        } else if (depth === 2 && name === 'crs' && (collection || collected)) begin('crs', at);
        else if (depth === 2 && collection) name = '';
        if (depth === 3 && collection && name === 'features' && collected === null) begin('feature', at);
      } else if (code === 125 || code === 93) {
        depth -= 1;
        const whole = collected as { is: 'feature' | 'crs' | 'object'; depth: number; text: string } | null;
        if (whole && depth === whole.depth - 1) {
          const text = whole.text + piece.slice(start, at + 1);
          collected = null;
          if (whole.is === 'crs') yield { is: 'crs', text };
          else {
            if (whole.is === 'object') single = true;
            yield { is: 'feature', text };
          }
        }
        if (depth === 1 && collection) name = '';
      }
    }
    const going = collected as { is: string; text: string } | null;
    if (going && going.text.length <= (going.is === 'crs' ? longestCrs : longestLine))
      going.text += piece.slice(start);
  }
  if (!collection && !single)
    throw new UnreadableFile(
      `${nameOf(from)} is neither a GeoJSON FeatureCollection nor features line by line`,
    );
  if (depth !== 0) throw new UnreadableFile(`${nameOf(from)} ends in the middle`);
}
