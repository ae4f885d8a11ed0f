import { fits, type Way, type WayLine } from './why.ways.ts';

/** What one side could do: lines that it needs in any case, and lines of which one is enough. */
export interface Side {
  readonly name: string;
  readonly needed: readonly WayLine[];
  readonly oneOf: readonly WayLine[];
  /** Whether it has done so already is not for the asker to know. */
  readonly unknown: boolean;
}

export interface Remedy {
  readonly sides: readonly Side[];
  /** Any one of the lines opens the record by itself. */
  readonly single: boolean;
}

const isOpen = ({ met }: WayLine) => met !== true;

/** Whose line it is, as the server words it: "An administrator of X, on …", "X decides; …", "X, by changing …". */
function nameOf({ whoCanChange }: WayLine): string {
  const words = whoCanChange ?? '';
  const found =
    /^An administrator of (.+), on [^,]+$/.exec(words) ??
    /^(.+) decides; /.exec(words) ??
    /^(.+), by changing /.exec(words);
  return found?.[1] ?? words;
}

const byText = (lines: readonly WayLine[]) => [...new Map(lines.map((line) => [line.text, line])).values()];

/** The shortest way to a yes, side by side: of the ways that fit, those that lack the fewest lines. */
export function remedyOf(ways: readonly Way[]): Remedy {
  const lacking = ways.filter(fits).map(({ conditions }) => conditions.filter(isOpen));
  const least = Math.min(...lacking.map(({ length }) => length));
  const shortest = lacking.filter(({ length }) => length === least);
  const lines = byText(shortest.flat());
  const sides = [...Map.groupBy(lines, nameOf)].map(([name, own]): Side => {
    const always = (line: WayLine) => shortest.every((way) => way.some(({ text }) => text === line.text));
    return {
      name,
      needed: own.filter(always),
      oneOf: own.filter((line) => !always(line)),
      unknown: own.every(({ met }) => met === null),
    };
  });
  return { sides, single: least === 1 };
}

/** A line as something to do: "Set Permit = View Only for Comfort VFD". */
export function taskText({ text }: WayLine, side: string): string {
  const rest = text.startsWith(`${side} `) ? text.slice(side.length + 1) : text;
  if (rest.startsWith('has set ')) return `Set ${rest.slice('has set '.length)}`;
  return rest.startsWith('has not withheld ')
    ? `Not withhold ${rest.slice('has not withheld '.length)}`
    : rest;
}
