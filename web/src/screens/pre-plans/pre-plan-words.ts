import {
  fieldLabel,
  fieldValue,
  type PrePlanField,
  type PrePlanFields,
  prePlanFieldNames,
  prePlanSections,
} from '@standpipe/contract/pre-plan';
import type { PrePlan } from '../../api/messages.ts';

/** What people call a plan: the building's name, or the address. */
export const planTitle = ({ sections, place }: Pick<PrePlan, 'sections' | 'place'>): string =>
  sections.identity?.name ?? place.addressLine;

/** The sections in the order of the form, with their fields as described. */
export const describedSections = Object.entries(prePlanSections).map(([name, { title, fields }]) => ({
  name,
  title,
  fields: Object.entries(fields as PrePlanFields).map(([field, described]) => ({
    name: `${name}.${field}`,
    described,
  })),
}));

/** A field's description, by its name. */
export function fieldOf(name: string): PrePlanField | undefined {
  const [section, field] = name.split('.') as [keyof typeof prePlanSections, string];
  return (prePlanSections[section]?.fields as PrePlanFields | undefined)?.[field];
}

/** What a field is called where its section is not said beside it. */
export const fullLabel = (name: string): string => {
  const section = name.split('.')[0] as keyof typeof prePlanSections;
  return `${prePlanSections[section]?.title ?? section}: ${fieldLabel(name)}`;
};

const plain = new Intl.NumberFormat('en-US');
const days = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });

/** A field's value as people read it; null where nothing is recorded. */
export function valueText(field: PrePlanField, value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  const { input, options, unit, columns } = field;
  if (input === 'rows')
    return (value as Readonly<Record<string, unknown>>[])
      .map((row) => rowText(columns ?? {}, row))
      .join('\n');
  if (input === 'choices') return (value as string[]).map((each) => options?.[each] ?? each).join(', ');
  if (input === 'choice') return options?.[String(value)] ?? String(value);
  if (input === 'flag') return value ? 'Yes' : 'No';
  if (input === 'day') return days.format(new Date(`${String(value)}T00:00:00Z`));
  if (input === 'number') return `${plain.format(Number(value))}${unit ? ` ${unit}` : ''}`;
  return String(value);
}

/** One row of a list, its columns in their order. */
function rowText(columns: PrePlanFields, row: Readonly<Record<string, unknown>>): string {
  return Object.entries(columns)
    .map(([name, column]) => {
      const text = valueText(column, row[name]);
      if (text === null) return null;
      return ['number', 'day'].includes(column.input) ? `${column.label}: ${text}` : text;
    })
    .filter(Boolean)
    .join(' · ');
}

/** Every field that a plan records, as texts. */
export const recordedTexts = (plan: Pick<PrePlan, 'sections'>): ReadonlyMap<string, string> =>
  new Map(
    prePlanFieldNames.flatMap((name) => {
      const text = valueText(fieldOf(name)!, fieldValue(plan.sections, name));
      return text === null ? [] : [[name, text] as const];
    }),
  );
