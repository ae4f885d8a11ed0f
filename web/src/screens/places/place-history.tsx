import type { Place, Point } from '../../api/messages.ts';
import { coordinatesText } from '../../ui/coordinates.tsx';
import { History } from '../../ui/history.tsx';
import { placeLabels } from './place-words.ts';

const labels = { ...placeLabels, withheld: 'Withheld', locationSource: 'Point is the middle of' };

const show = (field: string, value: unknown): string => {
  if (field === 'location') return coordinatesText(value as Point);
  if (field === 'withheld') return value ? 'Yes' : 'No';
  if (field === 'floorAreaSqFt') return `${Number(value).toLocaleString()} sq ft`;
  return String(value);
};

/** Every change of an own place. */
export const PlaceHistory = ({ place }: { place: Place }) => (
  <History noun="places" id={place.id} labels={labels} show={show} />
);
