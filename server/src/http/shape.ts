import type { TSchema } from 'typebox';
import type { FieldError } from './problems.ts';
import { forbiddenKeys, hasBadText } from './strict-json.ts';

/** A refusal names this many faults at most, and looking for more ends there. */
export const mostFaults = 20;
const longestPath = 200;

/** The parts of a JSON schema that bound the size and the names of a value. */
interface Schema {
  readonly type?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema | readonly Schema[];
  readonly maxItems?: number;
  readonly maxLength?: number;
}

export const shortPath = (path: string) =>
  path.length > longestPath ? `${path.slice(0, longestPath)}…` : path;

const within = (path: string, name: string | number) => (path ? `${path}.${name}` : String(name));

/**
 * What of a value is unknown or longer than its schema allows, up to a bound. It costs little whatever the value is:
 * nothing below an unknown key or inside a list that is too long is looked at.
 */
export function faultsOfShape(schema: TSchema, value: unknown, where = 'body'): FieldError[] {
  const faults: FieldError[] = [];
  look(schema as Schema, value, '', faults);
  return faults.map((fault) => ({ ...fault, path: shortPath(fault.path) || where }));
}

function look(schema: Schema, value: unknown, path: string, faults: FieldError[]): void {
  if (faults.length >= mostFaults) return;
  for (const each of schema.allOf ?? []) look(each, value, path, faults);
  const variants = schema.anyOf ?? schema.oneOf;
  if (variants) faults.push(...ofBest(variants, value, path).slice(0, mostFaults - faults.length));
  if (typeof value === 'string') lookAtText(schema, value, path, faults);
  else if (Array.isArray(value)) lookAtList(schema, value, path, faults);
  else if (typeof value === 'object' && value !== null)
    lookAtObject(schema, value as Record<string, unknown>, path, faults);
}

/** The faults by the variant that has the fewest. */
function ofBest(variants: readonly Schema[], value: unknown, path: string): FieldError[] {
  let best: FieldError[] | undefined;
  for (const variant of variants) {
    if (!fitsType(variant, value)) continue;
    const faults: FieldError[] = [];
    look(variant, value, path, faults);
    if (faults.length === 0) return [];
    if (!best || faults.length < best.length) best = faults;
  }
  return best ?? [];
}

const typeOf = (value: unknown) => (Array.isArray(value) ? 'array' : value === null ? 'null' : typeof value);

const fitsType = ({ type }: Schema, value: unknown) =>
  type === undefined || [type].flat().includes(typeOf(value)) || typeof value === 'number';

/** JSON schema counts characters, of which one takes two units at most. */
function lookAtText({ maxLength }: Schema, value: string, path: string, faults: FieldError[]): void {
  if (maxLength !== undefined && value.length > 2 * maxLength)
    faults.push({ path, message: `must NOT have more than ${maxLength} characters`, code: 'maxLength' });
}

function lookAtList(schema: Schema, value: readonly unknown[], path: string, faults: FieldError[]): void {
  const { items, maxItems } = schema;
  if (maxItems !== undefined && value.length > maxItems) {
    faults.push({ path, message: `must NOT have more than ${maxItems} items`, code: 'maxItems' });
    return;
  }
  if (!items) return;
  for (let at = 0; at < value.length && faults.length < mostFaults; at++) {
    const one = Array.isArray(items) ? (items as readonly Schema[])[at] : (items as Schema);
    if (one) look(one, value[at], within(path, at), faults);
  }
}

function lookAtObject(
  schema: Schema,
  value: Readonly<Record<string, unknown>>,
  path: string,
  faults: FieldError[],
): void {
  const { properties = {}, patternProperties = {}, additionalProperties } = schema;
  const patterns = Object.entries(patternProperties).map(
    ([text, of]) => [new RegExp(text, 'u'), of] as const,
  );
  for (const key in value) {
    if (faults.length >= mostFaults) return;
    const declared = Object.hasOwn(properties, key)
      ? properties[key]
      : patterns.find(([pattern]) => pattern.test(key))?.[1];
    if (declared) look(declared, value[key], within(path, key), faults);
    else if (additionalProperties === false) faults.push(unknownKey(path, key));
    else if (typeof additionalProperties === 'object')
      look(additionalProperties, value[key], within(path, key), faults);
  }
}

function unknownKey(path: string, key: string): FieldError {
  if (hasBadText(key)) return { path, message: 'has a key that cannot be stored', code: 'bad_text' };
  const named = within(path, key);
  return forbiddenKeys.has(key)
    ? { path: named, message: 'is not a field', code: 'forbidden_key' }
    : { path: named, message: 'is unknown or cannot be set', code: 'additionalProperties' };
}
