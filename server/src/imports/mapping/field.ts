import type { ImportFieldTypes } from '@standpipe/contract';

/** A field that a column can fill. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly type: (typeof ImportFieldTypes)[number];
  readonly required: boolean;
  readonly values?: readonly string[];
  /** What published files call these values, letters and digits only. A column that says anything else is not proposed. */
  readonly words?: Readonly<Record<string, string>>;
  /** Does 0 mean that nothing is known, as a flow that was never tested? */
  readonly zeroIsEmpty?: boolean;
  /** Published files hold more than this by mistake only, as a code in place of a flow: it is left out, with a warning. */
  readonly plausible?: number;
  /** Longest text, or least and greatest number. */
  readonly most?: number | undefined;
  readonly least?: number | undefined;
  /** What columns of this field are called elsewhere, letters and digits only. */
  readonly alike: readonly string[];
}

type Limits = { readonly maxLength?: number; readonly minimum?: number; readonly maximum?: number };

export const field =
  (type: Field['type'], required = false) =>
  (name: string, label: string, schema: unknown = {}, alike = ''): Field => {
    const { maxLength, minimum, maximum } = schema as Limits;
    return {
      name,
      label,
      type,
      required,
      most: maxLength ?? maximum,
      least: minimum,
      alike: alike.split(' ').filter(Boolean),
    };
  };

export const withheld = field('boolean')('withheld', 'Withheld from partners');
export const flag = field('boolean');
export const text = field('text');
export const needed = field('text', true);
export const whole = field('integer');
export const day = field('day');
export const moment = field('moment');
export const choice = (
  name: string,
  label: string,
  values: readonly string[],
  required = false,
  alike = '',
): Field => ({
  ...field('enum', required)(name, label, {}, alike),
  values,
});

/** Where a record is: two columns, or one that holds the whole point. */
export const pointFields = [
  field('number', true)(
    'lng',
    'Longitude',
    {},
    'longitude lon long xcoord xcoordinate pointx x easting geometrylng',
  ),
  field('number', true)('lat', 'Latitude', {}, 'latitude ycoord ycoordinate pointy y northing geometrylat'),
  text(
    'location',
    'Point, as (lat, lng) or POINT (lng lat)',
    {},
    'point geom thegeom geolocation location location1 locationpoint georeference',
  ),
];
