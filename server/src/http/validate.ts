import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import type { Static, TSchema } from 'typebox';
import { type FieldError, invalid, invalidField } from './problems.ts';
import { faultsOfShape, mostFaults, shortPath } from './shape.ts';
import { hasBadText } from './strict-json.ts';

const options = { useDefaults: false, strict: false };
const first = new Ajv({ ...options, allErrors: false });
const strict = new Ajv({ ...options, allErrors: true });
const lenient = new Ajv({ ...options, allErrors: true, coerceTypes: true });
for (const each of [first, strict, lenient]) (addFormats as unknown as (ajv: Ajv) => void)(each);

const compiled = new Map<Ajv, Map<TSchema, ValidateFunction>>(
  [first, strict, lenient].map((ajv) => [ajv, new Map()]),
);

/** All faults are reported for values no larger than this; for a larger one, only the first. */
const mostSearched = 2000;

const pathOf = (error: ErrorObject, where: string) => {
  const inside = error.instancePath.slice(1).replaceAll('/', '.');
  const name =
    (error.params as { additionalProperty?: string; missingProperty?: string }).additionalProperty ??
    (error.params as { missingProperty?: string }).missingProperty ??
    error.propertyName;
  return [inside, name].filter(Boolean).join('.') || where;
};

const messageOf = (error: ErrorObject) => {
  if (error.keyword === 'additionalProperties') return 'is unknown or cannot be set';
  if (error.keyword === 'required') return 'is missing';
  if (error.keyword === 'enum')
    return `must be one of ${(error.params as { allowedValues: unknown[] }).allowedValues.join(', ')}`;
  return error.message ?? 'is not valid';
};

function compiledBy(ajv: Ajv, schema: TSchema): ValidateFunction {
  const validators = compiled.get(ajv)!;
  const validate = validators.get(schema) ?? ajv.compile(schema);
  validators.set(schema, validate);
  return validate;
}

function refusal(found: readonly ErrorObject[], where: string): Error {
  const errors: FieldError[] = found
    .filter((error) => error.keyword !== 'anyOf' && error.keyword !== 'propertyNames')
    .slice(0, mostFaults)
    .map((error) => ({
      path: shortPath(pathOf(error, where)),
      message: messageOf(error),
      code: error.keyword,
    }));
  return invalid(errors.length > 0 ? errors : [{ path: where, message: 'is not valid', code: 'invalid' }]);
}

/** Has a value fewer parts than this? */
function isSmallerThan(most: number, value: unknown): boolean {
  let left = most;
  const count = (each: unknown): void => {
    if (--left <= 0 || typeof each !== 'object' || each === null) return;
    for (const key in each) {
      count((each as Record<string, unknown>)[key]);
      if (left <= 0) return;
    }
  };
  count(value);
  return left > 0;
}

/** @throws Problem `invalid` for unknown keys and for lists and texts that are too long: before anything else */
export function checkShape(schema: TSchema, value: unknown): void {
  const faults = faultsOfShape(schema, value);
  if (faults.length > 0) throw invalid(faults);
}

/**
 * Checks a body against its schema; nothing is coerced, stripped or filled in.
 * @throws Problem `invalid` with up to 20 faults named
 */
export function checkBody<S extends TSchema>(schema: S, value: unknown): Static<S> {
  checkShape(schema, value);
  const quick = compiledBy(first, schema);
  if (quick(value)) return value as Static<S>;
  const whole = isSmallerThan(mostSearched, value) ? compiledBy(strict, schema) : quick;
  if (whole !== quick) whole(value);
  throw refusal(whole.errors ?? [], 'body');
}

/** Checks query parameters, which arrive as text; a doubled one arrives as a list and is refused. */
export function checkParameters<S extends TSchema>(schema: S, value: unknown): Static<S> {
  for (const [name, given] of Object.entries(value ?? {})) {
    if (Array.isArray(given)) throw invalidField(name, 'is given twice', 'duplicate_parameter');
    if (hasBadText(String(given)))
      throw invalidField(name, 'has a character that cannot be stored', 'bad_text');
  }
  const validate = compiledBy(lenient, schema);
  if (validate(value)) return value as Static<S>;
  throw refusal(validate.errors ?? [], 'parameters');
}
