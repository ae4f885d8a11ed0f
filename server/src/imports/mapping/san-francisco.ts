import { tidy } from '../readers/fields.ts';

/**
 * The assessor's property_location: columns of fixed width, as in "0832 0830 NORTH POINT         ST0002A": the highest
 * number with its letter, the lowest, the street, its type, the unit.
 */
const parts = (text: string) => ({
  high: numberOf(text.slice(0, 5)),
  low: numberOf(text.slice(5, 10)),
  street: tidy(`${text.slice(10, 30)} ${text.slice(30, 32)}`),
  unit: numberOf(text.slice(32)),
});

const numberOf = (text: string) => tidy(text).replace(/^0+/, '');

/** The address of a parcel: "830-832 NORTH POINT ST"; nothing where none has been assigned. */
export function readAddress(text: string): string {
  const { high, low, street } = parts(text);
  if (low === '' || /^SITUS TO BE ASSIGNED/.test(street)) return '';
  return `${high === '' || high === low ? low : `${low}-${high}`} ${street.replace(/^0+(?=\d)/, '')}`;
}

export const readUnit = (text: string): string => parts(text).unit;
