import { type DateFormat, dateFormats } from '@standpipe/contract';
import { readWhen } from './dates.ts';
import { detach } from './detach.ts';

/** Cells that are written alike, with those among them that tell the day from the month. */
interface Shape {
  readonly samples: string[];
  rows: number;
  first: boolean;
  second: boolean;
}

const mostShapes = 60;
const longest = 45;
const dated =
  /^\d{1,4}[-/.]\d{1,2}[-/.]\d{2,4}(?!\d)|^\d{4,14}(\.\d+)?$|^\d{1,2}[- ][a-z]{3,9}|^[a-z]{3,9}[., ]+\d/i;

/** What the cells of a whole column say of how its dates are written, in a few samples of each way of writing. */
export interface DateColumn {
  add(cell: string): void;
  /** The formats that read every cell; none where it holds no dates or several ways of writing them. */
  formats(): DateFormat[];
}

export function dateColumn(): DateColumn {
  const shapes = new Map<string, Shape>();
  let other = false;
  return {
    add: (cell) => {
      if (other) return;
      if (cell.length > longest || !dated.test(cell)) {
        other = true;
        return;
      }
      const name = cell.replace(/\d+/g, (digits) => String(Math.min(digits.length, 15)));
      const seen = shapes.get(name);
      const shape = seen ?? { samples: [detach(cell)], rows: 0, first: false, second: false };
      shape.rows += 1;
      if (!seen) shapes.set(name, shape);
      const [, one, two] = /^(\d{1,2})[-/.](\d{1,2})\D/.exec(cell) ?? [];
      if (one && Number(one) > 12 && !shape.first) {
        shape.first = true;
        shape.samples.push(detach(cell));
      }
      if (two && Number(two) > 12 && !shape.second) {
        shape.second = true;
        shape.samples.push(detach(cell));
      }
      if (shapes.size > mostShapes) other = true;
    },
    formats: () => {
      if (other || shapes.size === 0) return [];
      const samples = [...shapes.values()].flatMap((shape) => shape.samples);
      return dateFormats.filter((format) => samples.every((text) => readWhen(text, format, 'UTC')));
    },
  };
}
