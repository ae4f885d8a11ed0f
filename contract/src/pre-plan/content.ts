/** A plan's content field by field: how edits are laid over it, and where two of them disagree. */
import type { PrePlanContent, PrePlanEdit } from './pre-plan.ts';
import { prePlanSections } from './sections.ts';

/** Values by field, as in `water.neededFlowGpm`; null: not recorded. */
export type FieldValues = Readonly<Record<string, unknown>>;

/** What an edit sets, and what those fields said when it was written. */
export interface FieldEdit {
  readonly changes: FieldValues;
  readonly base: FieldValues;
}

/** Every field of every section, in the order of the form. */
export const prePlanFieldNames: readonly string[] = Object.entries(prePlanSections).flatMap(
  ([section, { fields }]) => Object.keys(fields).map((field) => `${section}.${field}`),
);

const same = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => same((one as FieldValues)[key], (other as FieldValues)[key]));
};

export const fieldValue = (content: PrePlanContent, name: string): unknown => {
  const [section, field] = name.split('.') as [keyof PrePlanContent, string];
  return (content[section] as FieldValues | undefined)?.[field] ?? null;
};

/** An empty text, list or row says no more than nothing. */
const tidy = (value: unknown): unknown =>
  value === undefined || value === '' || (Array.isArray(value) && value.length === 0) ? null : value;

/** The fields that a sent change names, and what they should say. */
export function fieldsOf(edit: PrePlanEdit): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(edit).flatMap(([section, values]) =>
      values === null
        ? prePlanFieldNames.filter((name) => name.startsWith(`${section}.`)).map((name) => [name, null])
        : Object.entries(values).map(([field, value]) => [`${section}.${field}`, tidy(value)]),
    ),
  );
}

/** Lays edits over a plan's content. */
export function applyFields(content: PrePlanContent, changes: FieldValues): PrePlanContent {
  const sections: Record<string, Record<string, unknown>> = {};
  for (const name of prePlanFieldNames) {
    const value = name in changes ? changes[name] : fieldValue(content, name);
    if (value === null || value === undefined) continue;
    const [section, field] = name.split('.') as [string, string];
    sections[section] = { ...sections[section], [field]: value };
  }
  return sections as PrePlanContent;
}

/** The fields that differ, with what each should say to become the other content. */
export const differingFields = (from: PrePlanContent, to: PrePlanContent): Record<string, unknown> =>
  Object.fromEntries(
    prePlanFieldNames
      .filter((name) => !same(fieldValue(from, name), fieldValue(to, name)))
      .map((name) => [name, fieldValue(to, name)]),
  );

/** An edit of the content as stored; fields that already have the wanted value are left out. */
export function editOf(content: PrePlanContent, wanted: FieldValues): FieldEdit {
  const changed = Object.entries(wanted).filter(([name, value]) => !same(fieldValue(content, name), value));
  return {
    changes: Object.fromEntries(changed),
    base: Object.fromEntries(changed.map(([name]) => [name, fieldValue(content, name)])),
  };
}

/** The fields that somebody else has changed since the edit was written, to something else than the edit says. */
export const conflictsOf = (content: PrePlanContent, { changes, base }: FieldEdit): string[] =>
  Object.keys(changes).filter((name) => {
    const now = fieldValue(content, name);
    return !same(now, base[name] ?? null) && !same(now, changes[name]);
  });

/** What a field is called, with its section. */
export function fieldLabel(name: string): string {
  const [section, field] = name.split('.') as [string, string];
  const found = (
    prePlanSections as Record<string, { title: string; fields: Record<string, { label: string }> }>
  )[section];
  return found?.fields[field]?.label ?? name;
}
