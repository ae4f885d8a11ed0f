import { type Sheet, sheets } from '@standpipe/policy';
import type { Explanation } from '../api/messages.ts';

export type Way = Explanation['ways'][number];
export type WayLine = Way['conditions'][number];

/** A line that fails and that nobody can change: who made a record, who owns a place. */
const isFixed = ({ met, whoCanChange }: WayLine) => met === false && whoCanChange === null;

/** Can the way be open for this agency and record at all? */
export const fits = (way: Way): boolean => !way.conditions.some(isFixed);

export type WayState = 'open' | 'closed' | 'unsure';

export function stateOf({ conditions }: Way): WayState {
  if (conditions.every(({ met }) => met === true)) return 'open';
  return conditions.some(({ met }) => met === false) ? 'closed' : 'unsure';
}

/** The sheet of one's own agency on which a line is changed, or null where it is another's. */
export function sheetOf(whoCanChange: string | null, own: string): Sheet | null {
  const found = Object.entries(sheets).find(
    ([, { name }]) => whoCanChange === `An administrator of ${own}, on ${name}`,
  );
  return (found?.[0] as Sheet | undefined) ?? null;
}
