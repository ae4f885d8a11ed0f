/** A hydrant's values as people read them. */
import type { Hydrant, Point } from '../../api/messages.ts';
import { coordinatesText } from '../../ui/coordinates.tsx';
import { statusWord } from '../../ui/words.ts';
import { gpmText } from './flow-class.tsx';
import { nozzleWords, threadWords, typeWord } from './hydrant-words.ts';

export type Outlets = NonNullable<Hydrant['outlets']>;

/** "2 × 2.5 in NST, smooth, rounded". */
export const outletText = ({ sizeIn, count, thread, nozzle }: Outlets[number]): string =>
  [
    `${count} × ${sizeIn} in`,
    thread && threadWords[thread],
    nozzle && `${nozzleWords[nozzle]?.toLowerCase()} nozzle`,
  ]
    .filter(Boolean)
    .join(', ');

export const outletsText = (outlets: Outlets): string =>
  outlets.length === 0 ? 'None' : outlets.map(outletText).join('; ');

const units: Readonly<Record<string, string>> = { mainSizeIn: 'in', liftFt: 'ft', volumeGal: 'gal' };

/** A field's value; the field must have one. */
export function fieldText(field: string, value: unknown): string {
  if (field === 'location') return coordinatesText(value as Point);
  if (field === 'type') return typeWord(String(value));
  if (field === 'status') return statusWord('hydrant', String(value));
  if (field === 'outlets') return outletsText(value as Outlets);
  if (field === 'ratedFlowGpm') return gpmText(Number(value));
  if (field === 'statusSince') return new Date(String(value)).toLocaleString();
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  const unit = units[field];
  return unit ? `${Number(value).toLocaleString()} ${unit}` : String(value);
}
