import { fieldValue, type PrePlanField, prePlanFieldNames } from '@standpipe/contract/pre-plan';
import type { PrePlan } from '../../api/messages.ts';
import { CallProblem } from '../../api/problem.ts';
import { fieldOf, fullLabel } from './pre-plan-words.ts';

/** A plan as it is typed: every field a text, by a key that forms can hold; rows and choices as JSON. */
export type PlanValues = Record<string, string>;

/** A field's key in the form: a dot would lead into an object there. */
export const keyOf = (name: string): string => name.replace('.', '/');

const typedOf = (field: PrePlanField, value: unknown): string => {
  if (value === null || value === undefined) return '';
  return field.input === 'rows' || field.input === 'choices' ? JSON.stringify(value) : String(value);
};

const parsed = (text: string): unknown[] => (text ? (JSON.parse(text) as unknown[]) : []);

/** A plan's sections as they are typed. */
export const planValues = (sections: PrePlan['sections']): PlanValues =>
  Object.fromEntries(
    prePlanFieldNames.map((name) => [keyOf(name), typedOf(fieldOf(name)!, fieldValue(sections, name))]),
  );

/** What is typed in one field as the API takes it; null: not recorded. */
function sentOf(field: PrePlanField, typed: string): unknown {
  const text = typed.trim();
  if (text === '') return null;
  if (field.input === 'number') return Number(text);
  if (field.input === 'flag') return text === 'true';
  if (field.input === 'choices') {
    const chosen = parsed(text);
    return chosen.length > 0 ? chosen : null;
  }
  if (field.input !== 'rows') return text;
  const rows = parsed(text)
    .map((row) => withoutEmpty(field, row as Record<string, unknown>))
    .filter((row) => Object.keys(row).length > 0);
  return rows.length > 0 ? rows : null;
}

function withoutEmpty(field: PrePlanField, row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).flatMap(([name, value]) => {
      if (value === '' || value === null || value === undefined) return [];
      const number = field.columns?.[name]?.input === 'number';
      return [[name, number ? Number(value) : value]];
    }),
  );
}

/** What differs from before, as sections to send. */
export function planEdit(before: PlanValues, values: PlanValues): Record<string, Record<string, unknown>> {
  const sections: Record<string, Record<string, unknown>> = {};
  for (const name of prePlanFieldNames) {
    const key = keyOf(name);
    if (values[key] === before[key]) continue;
    const [section, field] = name.split('.') as [string, string];
    sections[section] = { ...sections[section], [field]: sentOf(fieldOf(name)!, values[key] ?? '') };
  }
  return sections;
}

/** What each field of the form is called, as faults name it. */
export const planLabels: Readonly<Record<string, string>> = Object.fromEntries(
  prePlanFieldNames.map((name) => [keyOf(name), fullLabel(name)]),
);

/** Puts the server's faults at the fields of the form. */
export function atFields(error: unknown): unknown {
  if (!(error instanceof CallProblem)) return error;
  const errors = error.errors.map((each) => {
    const [, section, field] = each.path.split('.');
    return each.path.startsWith('sections.') && section && field
      ? { ...each, path: keyOf(`${section}.${field}`), message: `${rowOf(each.path)}${each.message}` }
      : each;
  });
  return new CallProblem(error.status, error.code, error.message, { ...error, errors });
}

/** Which row of a list is at fault, in words. */
const rowOf = (path: string): string => {
  const at = Number(path.split('.')[3] ?? Number.NaN);
  return Number.isInteger(at) ? `in row ${at + 1} ` : '';
};
