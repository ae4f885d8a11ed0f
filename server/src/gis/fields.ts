import type { RecordKind } from '../kinds/kinds.ts';

/** What a GIS client reads of a record, as it is shown to the viewer. */
export type Shown = Readonly<Record<string, unknown>>;

export type FieldType = 'text' | 'integer' | 'number' | 'boolean' | 'time' | 'list';

/** An attribute of a layer. */
export interface GisField {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** The value, of the record as it is shown. Undefined: not open to the viewer. */
  readonly of: (shown: Shown) => unknown;
  /** How it is compared in a condition: the column, and the field of the rules (null: open with every record). */
  readonly compared?: { readonly column: string; readonly field: string | null };
}

const column = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const words = (name: string) => {
  const text = name.replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);
  return text.charAt(0).toUpperCase() + text.slice(1);
};

/** A field that the record shows under its own name and stores in a column of that name. */
export const plain = (name: string, type: FieldType = 'text', label = words(name)): GisField => ({
  name,
  label,
  type,
  of: (shown) => shown[name],
  ...(type !== 'list' && { compared: { column: column(name), field: name } }),
});

/** A field that is worked out, and so cannot be compared in a condition. */
export const worked = (
  name: string,
  type: FieldType,
  of: GisField['of'] = (shown) => shown[name],
  label = words(name),
): GisField => ({ name, label, type, of });

type Agency = { readonly id: string; readonly name: string };

/** What every record has. */
export const headFields: readonly GisField[] = [
  {
    name: 'agencyId',
    label: 'Agency id',
    type: 'text',
    of: ({ agency }) => (agency as Agency).id,
    compared: { column: 'owner_id::text', field: null },
  },
  worked('agencyName', 'text', ({ agency }) => (agency as Agency).name, 'Agency'),
  worked('relation', 'text', ({ access }) => (access as { relation: string }).relation, 'Own or shared'),
  { ...plain('version', 'integer'), compared: { column: 'version', field: null } },
  { ...plain('createdAt', 'time', 'Created'), compared: { column: 'created_at', field: null } },
  { ...plain('updatedAt', 'time', 'Changed'), compared: { column: 'updated_at', field: null } },
];

type Place = {
  readonly id: string | null;
  readonly addressLine: string;
  readonly location: { readonly coordinates: readonly [number, number] };
};

/** What a record that stands at a place carries of it. */
export const placeFields: readonly GisField[] = [
  worked('placeId', 'text', ({ place }) => (place as Place).id),
  {
    ...plain('addressLine', 'text', 'Address'),
    of: ({ place }) => (place as Place).addressLine,
  },
];

/** Where a record lies, as longitude and latitude; null where that is not open. */
export function lngLatOf(shown: Shown): readonly [number, number] | null {
  const { location = (shown.place as Place | undefined)?.location } = shown as Partial<Place>;
  return location?.coordinates ?? null;
}

/** GIS programs keep no lists in a field: choices become "one; other", rows JSON. */
const listText = (list: readonly unknown[]): string =>
  list.every((each) => typeof each === 'string') ? list.join('; ') : JSON.stringify(list);

/** The values by field, without those that are not open to the viewer. */
export function valuesOf(fields: readonly GisField[], shown: Shown): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { name, of } of fields) {
    const value = of(shown);
    if (value !== undefined) values[name] = Array.isArray(value) ? listText(value) : value;
  }
  return values;
}

export type GisKind = Extract<RecordKind, 'place' | 'hydrant' | 'prePlan'>;
