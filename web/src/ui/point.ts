/** Points as people type them. */
import type { Point } from '../api/messages.ts';
import { coordinatesText } from './coordinates.tsx';

/** A point as it is typed. */
export const pointText = ([longitude, latitude]: readonly [number, number]) =>
  `${near(latitude)}, ${near(longitude)}`;
/** To a tenth of a metre. */
const near = (degrees: number) => Number(degrees.toFixed(6));

/** "29.79466, -98.73197", also in brackets or parted by a blank, as maps and other programs write it. */
export function readPoint(typed: string): Point | null {
  const numbers = typed
    .replace(/[()[\]]/g, '')
    .split(/[\s,;]+/)
    .filter(Boolean)
    .map(Number);
  const [latitude, longitude] = numbers;
  if (numbers.length !== 2 || !(Math.abs(latitude!) <= 90) || !(Math.abs(longitude!) <= 180)) return null;
  return { type: 'Point', coordinates: [longitude!, latitude!] };
}

export const pointWords = (typed: string): string => {
  const point = readPoint(typed);
  return point ? coordinatesText(point) : typed;
};

/** What is wrong with a typed point. */
export const pointFault = (value: string): string | null =>
  readPoint(value) ? null : 'Enter latitude and longitude in degrees, as in “29.79466, -98.73197”.';
