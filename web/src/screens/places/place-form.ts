import type { Place } from '../../api/messages.ts';
import { filled } from '../../ui/filled.ts';
import { pointFault, pointText, readPoint } from '../../ui/point.ts';

/** A place as it is typed: every field a text. */
export const emptyPlace = {
  addressLine: '',
  unit: '',
  city: '',
  state: '',
  zip: '',
  location: '',
  name: '',
  occupancyType: '',
  constructionType: '',
  stories: '',
  yearBuilt: '',
  floorAreaSqFt: '',
  notes: '',
};
export type PlaceValues = typeof emptyPlace;

const text = (value: string | number | null | undefined) =>
  value === null || value === undefined ? '' : String(value);

/** An own place as it stands in the form. */
export const placeValues = (place: Place): PlaceValues => ({
  addressLine: place.addressLine,
  unit: text(place.unit),
  city: text(place.city),
  state: text(place.state),
  zip: text(place.zip),
  location: pointText(place.location.coordinates),
  name: text(place.name),
  occupancyType: text(place.occupancyType),
  constructionType: text(place.constructionType),
  stories: text(place.stories),
  yearBuilt: text(place.yearBuilt),
  floorAreaSqFt: text(place.floorAreaSqFt),
  notes: text(place.notes),
});

const orNull = (typed: string) => typed.trim() || null;
const number = (typed: string) => (typed.trim() === '' ? null : Number(typed.replaceAll(',', '')));

/** What is typed as the API takes it. */
export const placeBody = (values: PlaceValues) => ({
  addressLine: values.addressLine.trim(),
  unit: orNull(values.unit),
  city: values.city.trim(),
  state: values.state.trim(),
  zip: orNull(values.zip),
  location: readPoint(values.location),
  name: orNull(values.name),
  occupancyType: orNull(values.occupancyType),
  constructionType: orNull(values.constructionType),
  stories: number(values.stories),
  yearBuilt: number(values.yearBuilt),
  floorAreaSqFt: number(values.floorAreaSqFt),
  notes: orNull(values.notes),
});

const whole = (from: number, to: number, message: string) => (value: string) => {
  const given = number(value);
  return given === null || (Number.isInteger(given) && given >= from && given <= to) ? null : message;
};

export const placeChecks = {
  addressLine: filled('Enter the address, as in “12 Mill Lane”.'),
  city: filled('Enter the city.'),
  state: filled('Enter the state.'),
  location: pointFault,
  stories: whole(0, 300, 'Enter a whole number from 0 to 300.'),
  yearBuilt: whole(1500, 2200, 'Enter a year, as in 1987.'),
  floorAreaSqFt: whole(0, 1_000_000_000, 'Enter a whole number of square feet.'),
};
