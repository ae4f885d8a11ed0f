import { type HydrantType, hasField } from '@standpipe/contract/hydrant-types';
import { hydrant as rules } from '@standpipe/policy';
import type { Hydrant } from '../../api/messages.ts';
import { filled } from '../../ui/filled.ts';
import { pointFault, pointText, readPoint } from '../../ui/point.ts';
import type { hydrantLabels } from './hydrant-words.ts';

/** A hydrant as it is typed: every field a text. Outlets are their JSON; empty: unknown. */
export type HydrantValues = { [Field in keyof typeof hydrantLabels]: string };

const flags = [
  'deadEndMain',
  'privateMain',
  'sharesSprinklerSupply',
  'usableInWinter',
  'turnaround',
] as const;
const numbers = ['mainSizeIn', 'liftFt', 'volumeGal', 'ratedFlowGpm'] as const;
const texts = [
  'castNumber',
  'facilityId',
  'addressLine',
  'findIt',
  'pressureZone',
  'paintedColor',
  'notes',
] as const;

const each = <Name extends string>(names: readonly Name[], value: (name: Name) => string) =>
  Object.fromEntries(names.map((name) => [name, value(name)])) as { [N in Name]: string };

export const emptyHydrant: HydrantValues = {
  number: '',
  type: 'dryBarrel',
  location: '',
  outlets: '',
  ...each([...flags, ...numbers, ...texts], () => ''),
};

const yesNo = (value: boolean | null | undefined) => (value === true ? 'yes' : value === false ? 'no' : '');

/** A hydrant as it is in the form. */
export const hydrantValues = (hydrant: Hydrant): HydrantValues => ({
  number: hydrant.number,
  type: hydrant.type,
  location: pointText(hydrant.location.coordinates),
  outlets: hydrant.outlets ? JSON.stringify(hydrant.outlets) : '',
  ...each(flags, (name) => yesNo(hydrant[name])),
  ...each(numbers, (name) => (typeof hydrant[name] === 'number' ? String(hydrant[name]) : '')),
  ...each(texts, (name) => hydrant[name] ?? ''),
});

const orNull = (typed: string) => typed.trim() || null;
const numberOf = (typed: string) => (typed.trim() === '' ? null : Number(typed.replaceAll(',', '')));

/** What is typed as the API takes it; a field that the type does not have is left out. */
export function hydrantBody(values: HydrantValues): Record<string, unknown> {
  const body: Record<string, unknown> = {
    number: values.number.trim(),
    type: values.type,
    location: readPoint(values.location),
    outlets: values.outlets ? JSON.parse(values.outlets) : null,
    ...Object.fromEntries(flags.map((name) => [name, values[name] === '' ? null : values[name] === 'yes'])),
    ...Object.fromEntries(numbers.map((name) => [name, numberOf(values[name])])),
    ...Object.fromEntries(texts.map((name) => [name, orNull(values[name])])),
  };
  return Object.fromEntries(
    Object.entries(body).filter(([field]) => hasField(values.type as HydrantType, field)),
  );
}

/** The fields that an agency's edit of another's hydrant may touch; null: all of them. */
export const editableFields = (hydrant?: Hydrant): ReadonlySet<string> | null =>
  hydrant?.access.relation === 'shared' ? new Set(rules.actions.edit?.ways.entrusted?.fields) : null;

const amount = (most: number, message: string) => (value: string) => {
  const given = numberOf(value);
  return given === null || (given >= 0 && given <= most) ? null : message;
};

export const hydrantChecks = {
  number: filled('Enter the number.'),
  location: pointFault,
  mainSizeIn: (value: string) => {
    const given = numberOf(value);
    return given === null || (given > 0 && given <= 120) ? null : 'Enter the size in inches, as in 8.';
  },
  liftFt: amount(100, 'Enter the lift in feet, from 0 to 100.'),
  volumeGal: amount(1_000_000_000, 'Enter the volume in gallons.'),
  ratedFlowGpm: amount(100_000, 'Enter the flow in gallons a minute.'),
};
